namespace Lectern.Cli.Doctor;

/// <summary>Have all scripts of <c>db/up</c> run, and no others?</summary>
internal static class SchemaStep
{
    private const int ShownScripts = 3;

    public static async Task<Finding> RunAsync(ExaminedDatabase examined, CancellationToken cancellationToken)
    {
        if (examined.Examination.Scripts is not { } expected)
        {
            return Finding.Skipped("Not checked: there is no folder db/ here; name it with --scripts.");
        }

        string[] ran = await RanAsync(examined, cancellationToken);
        string[] missing = [.. expected.Except(ran)];
        string[] unknown = [.. ran.Except(expected)];
        return (missing, unknown) switch
        {
            ({ Length: > 0 }, _) => Finding.Fault(
                $"The schema is behind: {missing.Length} of {expected.Count} scripts have not run ({Some(missing)}).",
                "Run the migrations: lectern db up."),
            (_, { Length: > 0 }) => Finding.Warning(
                $"The schema is ahead of this db/: {unknown.Length} more scripts have run ({Some(unknown)}).",
                "Compare with the db/ of the deployed version."),
            _ => Finding.Ok($"All {expected.Count} scripts of db/up have run."),
        };
    }

    private static async Task<string[]> RanAsync(ExaminedDatabase examined, CancellationToken cancellationToken)
    {
        bool hasJournal = await examined.QueryRowAsync(
            """select to_regclass('grate."ScriptsRun"') is not null""", row => row.GetBoolean(0), cancellationToken);
        return hasJournal
            ? await examined.QueryRowAsync(
                """
                select array(
                    select distinct script_name::text from grate."ScriptsRun" where one_time_script order by 1)
                """,
                row => row.GetFieldValue<string[]>(0), cancellationToken)
            : [];
    }

    private static string Some(string[] scripts) => scripts.Length <= ShownScripts
        ? string.Join(", ", scripts)
        : $"{string.Join(", ", scripts.Take(ShownScripts))} …";
}
