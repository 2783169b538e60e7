namespace Lectern.DatabaseUrls;

/// <summary>The parameters that a driver supports, by its own names, with notes on the others.</summary>
/// <param name="driver">The driver.</param>
/// <param name="strict">Fail on parameters that the driver does not support.</param>
internal sealed class UrlLoad(DriverFacts driver, bool strict)
{
    private readonly Dialect _dialect = driver.Dialect!.Value;

    public List<(string Name, string Value)> Parameters { get; } = [];

    public List<UrlMistake> Notes { get; } = [];

    public void Take(DatabaseUrl url)
    {
        foreach (var (name, value) in url.Parameters)
        {
            var parameter = UrlParameters.Of(name);
            if (name == UrlParameters.PgBouncer)
            {
                continue;
            }

            string? own = parameter.NameIn(_dialect);
            if (own is not null && Spell(parameter, value) is { } spelled)
            {
                Parameters.Add((own, spelled));
            }
            else
            {
                NoteUnsupported(parameter, value);
            }
        }

        if (url.IsPooled)
        {
            AddPoolerSettings();
        }
    }

    // PgBouncer in transaction mode allows no session state, so nothing is prepared or reset.
    private void AddPoolerSettings()
    {
        switch (driver.Driver)
        {
            case Driver.Npgsql:
                AddUnlessGiven("Max Auto Prepare", "0");
                AddUnlessGiven("No Reset On Close", "True");
                break;
            case Driver.Asyncpg:
                AddUnlessGiven("prepared_statement_cache_size", "0");
                Note(
                    "asyncpg itself caches statements too.",
                    "Pass connect_args={\"statement_cache_size\": 0} and a NullPool.");
                break;
            case Driver.Jdbc:
                AddUnlessGiven("prepareThreshold", "0");
                break;
            case Driver.Psycopg or Driver.PsycopgAsync:
                Note("psycopg prepares statements after a while.", "Pass connect_args={\"prepare_threshold\": None}.");
                break;
            default:
                break; // libpq, psycopg2 and pg8000 keep no session state.
        }
    }

    private void AddUnlessGiven(string name, string value)
    {
        if (!Parameters.Any(pair => pair.Name == name))
        {
            Parameters.Add((name, value));
        }
    }

    private string? Spell(UrlParameter parameter, string value) =>
        // This project always disables GSS for Npgsql, so a URL that requires it is refused.
        driver.Driver is Driver.Npgsql && parameter.Name == UrlParameters.GssEncMode
            ? (value == "disable" ? "Disable" : null)
            : parameter.Values.Write(_dialect, value);

    private void NoteUnsupported(UrlParameter parameter, string value)
    {
        if (parameter.Harmless.Contains(value))
        {
            return;
        }

        Note(
            $"A URL of {driver.Name} cannot have {parameter.Name}{Which(parameter, value)}.",
            UrlRemedies.For(driver.Driver, parameter.Name),
            parameter.MayBeLost);
    }

    // Only a value of the table is shown, because any other may contain a secret.
    private static string Which(UrlParameter parameter, string value) =>
        parameter.Values.Choices(Dialect.Libpq) is not null ? $"={value}" : "";

    private void Note(string problem, string remedy, bool isHarmless = true)
    {
        var mistake = new UrlMistake(UrlMistakeKind.UnsupportedByDriver, problem, remedy);
        if (strict || !isHarmless)
        {
            throw new DatabaseUrlException(mistake);
        }

        Notes.Add(mistake);
    }
}
