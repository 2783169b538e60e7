using System.Text;
using Lectern.Migrations.Scripts;
using Xunit;

namespace Lectern.Migrations.Tests;

public sealed class HashVectorTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Vectors");

    public static TheoryData<string, string, string> Vectors()
    {
        var data = new TheoryData<string, string, string>();
        foreach (string line in File.ReadLines(Path.Combine(Folder, "hash.csv")).Skip(1))
        {
            string[] cells = line.Split(',');
            data.Add(cells[0], cells[1], cells[2]);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_script_has_the_text_and_the_hash_that_grate_stored(string file, string hash, string textAsHex)
    {
        // v8_token.sql ran against a database of that name.
        var tokens = new TokenReplacement(new MigrationOptions { ScriptsFolder = Folder }, database: "to", server: "s");

        string text = tokens.Apply(ScriptText.Read(Path.Combine(Folder, "hash", file)));

        Assert.Equal(Encoding.UTF8.GetString(Convert.FromHexString(textAsHex)), text);
        Assert.Equal(hash, ScriptText.Hash(text));
    }
}
