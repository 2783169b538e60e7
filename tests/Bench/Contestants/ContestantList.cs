using System.Diagnostics;
using System.Globalization;
using Lectern.LocalPostgres;

namespace Lectern.Bench.Contestants;

/// <summary>All contestants, in the order of the tables.</summary>
internal static class ContestantList
{
    /// <summary>The one that all others are compared with.</summary>
    public const string Limit = "limit";
    public const string Dapper = "dapper";
    public const string EfCore = "ef-core";
    public const string SeedStack = "seed-stack";
    public const string Fastify = "fastify";

    private const string Python = "/usr/bin/python3";
    private const string PythonModules = "fastapi, sqlalchemy, asyncpg, uvicorn, uvloop, httptools";

    /// <summary>As many as a machine has cores: what these run times need to use all of them.</summary>
    public static int Workers { get; } = Environment.ProcessorCount;

    public static IReadOnlyList<Contestant> All { get; } =
    [
        Own(ServeCommand.Kestrel, "Lectern on Kestrel, as LocalHost serves it"),
        Own(ServeCommand.Worker, "Lectern in the real worker; without the host in front of it") with
        {
            IsRootCounted = false,
        },
        Own(Limit, "Npgsql and Utf8JsonWriter by hand on bare Kestrel"),
        Own(Dapper, "minimal API with Dapper"),
        Own(EfCore, "minimal API with Entity Framework Core"),
        new(SeedStack, $"FastAPI, SQLAlchemy's async ORM and asyncpg, {Workers} workers of uvicorn", SeedStackAsync),
        new(Fastify, $"fastify and pg, {Workers} processes of Node.js", FastifyAsync),
    ];

    private static string Folder(string name) => Path.Combine(AppContext.BaseDirectory, "Contestants", name);

    private static Contestant Own(string name, string what) => new(
        name,
        what,
        (port, _) => Task.FromResult<(ProcessStartInfo?, string?)>((
            new ProcessStartInfo("dotnet", [ThisProgram.File, "serve", "--contestant", name, "--port", $"{port}"]),
            null)));

    private static async Task<(ProcessStartInfo?, string?)> SeedStackAsync(
        int port, CancellationToken cancellationToken)
    {
        // Debian's packages are for Debian's own Python, which need not be the first one on PATH.
        var import = new ProcessStartInfo(Python, ["-c", $"import {PythonModules}"]);
        if (!File.Exists(Python) || (await Shell.TryRunAsync(import, cancellationToken)).ExitCode != 0)
        {
            return (null, $"Python or one of its modules is missing: {PythonModules}. On Debian: apt-get install "
                + "python3-fastapi python3-sqlalchemy python3-asyncpg python3-uvloop python3-httptools uvicorn");
        }

        string[] arguments =
        [
            "-m", "uvicorn", "app:app", "--app-dir", Folder("SeedStack"), "--port", $"{port}", "--workers",
            Workers.ToString(CultureInfo.InvariantCulture), "--loop", "uvloop", "--http", "httptools",
            "--log-level", "warning", "--no-access-log",
        ];
        return (new(Python, arguments), null);
    }

    private static async Task<(ProcessStartInfo?, string?)> FastifyAsync(int port, CancellationToken cancellationToken)
    {
        if (Shell.Which("node") is not { } node
            || await NpmCache.FindAsync(
                "fastify-5.12.8-pg-8.23.1", "Fetching fastify and pg from the npm registry …",
                ["fastify@5.12.8", "pg@8.23.1"], cancellationToken) is not { } packages)
        {
            return (null, "Node.js or npm is missing.");
        }

        var start = new ProcessStartInfo(node, [Path.Combine(Folder("Fastify"), "server.js")]);
        start.Environment["NODE_PATH"] = Path.Combine(packages, "node_modules");
        return (start, null);
    }
}
