using System.Globalization;
using System.Text;
using Lectern.Migrations.Scripts;

namespace Lectern.Migrations;

/// <summary>The two files of a new change of the schema.</summary>
/// <param name="Up">The path of the script.</param>
/// <param name="Down">The path of its reverse.</param>
public sealed record NewScript(string Up, string Down)
{
    private const string FirstNumber = "0001";

    /// <summary>Creates <c>up/NNNN_name.sql</c> and <c>down/NNNN_name.sql</c> with the next number.</summary>
    /// <param name="scriptsFolder">A folder with grate's layout.</param>
    /// <param name="description">The change in a few words, for example "add invoices".</param>
    /// <param name="begin">Create the scripts folder if there is none.</param>
    /// <returns>The paths of the two files.</returns>
    /// <exception cref="MigrationException">There is no such scripts folder.</exception>
    /// <exception cref="ArgumentException">The description has no letter and no digit.</exception>
    /// <exception cref="IOException">A file exists already or cannot be written.</exception>
    public static NewScript Create(string scriptsFolder, string description, bool begin = false)
    {
        var reader = new ScriptReader(scriptsFolder, environments: []);
        if (!begin && !Directory.Exists(scriptsFolder))
        {
            // In the wrong working folder, it would otherwise create a second scripts folder with a second 0001.
            throw new MigrationException(
                $"There is no scripts folder {scriptsFolder}. With --begin, new creates it here.");
        }

        string name = $"{NextNumber(reader)}_{Slug(description)}.sql";
        var pair = new NewScript(
            reader.PathOf(MigrationFolder.Up, name), reader.PathOf(MigrationFolder.Down, name));
        Write(pair.Up, UpHeader(description));
        Write(pair.Down, $"-- Takes back: {description}\n\n");
        return pair;
    }

    private static string UpHeader(string description) => $"""
        -- {description}
        --
        -- Expand: serving code of the old version runs on while this is applied. Add; do not drop, rename or narrow.
        -- Contract: a later script, when no old version runs any more, begins with the line
        --     -- lectern: contract
        -- CREATE INDEX CONCURRENTLY and VACUUM need a script of their own that begins with
        --     -- lectern: no-transaction


        """;

    private static string NextNumber(ScriptReader reader)
    {
        string? last = reader.Names(MigrationFolder.Up).Select(ScriptNumber.Of).OfType<string>()
            .OrderBy(number => number, Comparer<string>.Create(ScriptNumber.Compare))
            .LastOrDefault();
        return last is null
            ? FirstNumber
            : (decimal.Parse(last, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture)
                .PadLeft(last.Length, '0');
    }

    // ASCII only, because every culture sorts such names alike.
    private static string Slug(string description)
    {
        var slug = new StringBuilder();
        foreach (char character in description.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                slug.Append(character);
            }
            else if (slug.Length > 0 && slug[^1] != '_')
            {
                slug.Append('_');
            }
        }

        string name = slug.ToString().TrimEnd('_');
        return name.Length > 0
            ? name
            : throw new ArgumentException("Say in a few words what the script does.", nameof(description));
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        stream.Write(Encoding.UTF8.GetBytes(text));
    }
}
