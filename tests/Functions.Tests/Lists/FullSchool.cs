using System.Text.Json.Nodes;
using Lectern.Functions.Tests.Support;
using Lectern.Testing;

namespace Lectern.Functions.Tests.Lists;

/// <summary>
/// A school with <see cref="Rows"/> rows in every list. Many of them tie in whatever they are sorted by, and their
/// texts would be formulas to a spreadsheet. The first row of each resource has the id <see cref="First"/>; what
/// belongs to others belongs to the first of them.
/// </summary>
public sealed class FullSchool(TestServer server) : SchoolApi(server)
{
    /// <summary>How many rows each list has.</summary>
    public const int Rows = 40;

    /// <summary>The id of the first row of every resource.</summary>
    public const string First = "00000000-0000-7000-8000-000000000001";

    private const int RowsThatComeAndGo = 20;

    /// <summary>Behind all of these ids.</summary>
    private const string End = "00000000-0000-7000-8000-000000000100";

    /// <summary>What the API says of itself.</summary>
    public JsonNode Document { get; private set; } = null!;

    /// <summary>The operations of the API: method, path and description.</summary>
    public IEnumerable<(string Method, string Path, JsonNode Operation)> Operations =>
        Document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()
            .Select(operation => (operation.Key.ToUpperInvariant(), path.Key[1..], operation.Value!)));

    /// <summary>The paths of all lists, of the first row where they belong to one.</summary>
    public IEnumerable<string> Lists => Operations
        .Where(operation => ParametersOf(operation.Operation).Contains("cursor")).Select(list => Fill(list.Path));

    /// <summary>A path, of the first rows.</summary>
    public static string Fill(string path)
    {
        path = Samples.All.Select(samples => samples.Paths.GetValueOrDefault(path))
            .FirstOrDefault(known => known is not null) ?? path;
        while (path.IndexOf('{', StringComparison.Ordinal) is var open and >= 0)
        {
            path = path[..open] + First + path[(path.IndexOf('}', StringComparison.Ordinal) + 1)..];
        }

        return path;
    }

    /// <summary>The tables of all resources. A table that refers to another comes after it.</summary>
    internal static IEnumerable<SampleTable> Tables => Samples.All.SelectMany(samples => samples.Tables);

    /// <summary>The names of an operation's parameters.</summary>
    public static IEnumerable<string> ParametersOf(JsonNode operation) =>
        operation["parameters"]?.AsArray().Select(parameter => (string)parameter!["name"]!) ?? [];

    /// <inheritdoc/>
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Sql.Execute(
            Database.OwnerConnectionString,
            RowsOf(1, Rows) + string.Concat(Samples.All.Select(samples => samples.Rest)));
        Document = (await this.GetAsync("openapi.json")).Json;
    }

    /// <summary>Has rows come into every list and go again, until it is cancelled.</summary>
    /// <returns>How often they came.</returns>
    public Task<int> ComeAndGoAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            int times = 0;
            for (; !cancellationToken.IsCancellationRequested; times++)
            {
                Sql.Execute(Database.OwnerConnectionString, RowsOf(Rows + 1, Rows + RowsThatComeAndGo));
                Sql.Execute(Database.OwnerConnectionString, string.Concat(Tables.Reverse().Select(table =>
                    $"delete from {table.Name} "
                    + $"where {table.Key} > '{First[..^2]}{Rows}' and {table.Key} < '{End}';\n")));
            }

            return times;
        },
        CancellationToken.None);

    private static string RowsOf(int from, int to) => $"""
        create function pg_temp.id(n int) returns uuid language sql immutable as
            $$ select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid $$;
        create function pg_temp.tie(n int) returns timestamptz language sql immutable as
            $$ select timestamptz '2026-01-01T00:00:00Z' + n % 3 * interval '1 hour' $$;
        create function pg_temp.cell(n int) returns text language sql immutable as
            $$ select (array['=1+1', '+2', '-3', '@x', e'\tTab', e'\rReturn', 'Zoë, "Z"', 'Ada'])[n % 8 + 1] $$;
        create temporary table numbers as select n from generate_series({from}, {to}) n;

        {string.Concat(Tables.Select(table => table.Rows))}
        """;
}
