using System.Text.RegularExpressions;

namespace Lectern.Bench.Profiling;

/// <summary>The parts of a server that a sample of its stack can be in.</summary>
internal static partial class Part
{
    private const string BaseLibrary = "System.Private.CoreLib";
    private const string Sockets = "kernel: sockets";
    private const string Threads = "kernel: threads and everything else";
    private const string Runtime = ".NET runtime: allocation, garbage collection, locks";
    private const string Compiler = ".NET compiler";
    private const string Pool = "thread pool and tasks without a caller below";
    private const string Routing = "ASP.NET Core: routing, binding, results";
    private const string Checks = "ASP.NET Core: authentication, authorization, errors";
    private const string Hosting = "ASP.NET Core: hosting, logging, spans, services of a request";
    private const string Stages = "Lectern: stages, functions";
    private const string Statements = "Lectern: statements, time limits, retries";
    private const string Contestant = "the contestant's own code";

    /// <summary>All parts, in the order of the table.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        Sockets, Threads, Runtime, Compiler, Pool, "Kestrel", "Npgsql", "Dapper", "JSON", Routing, Checks, Hosting,
        Statements, Stages, Contestant, "other libraries",
    ];

    // By the beginning of an assembly's name; the first that fits.
    private static readonly (string Assembly, string Part)[] Assemblies =
    [
        ("Npgsql", "Npgsql"),
        ("Dapper", "Dapper"),
        ("System.Text", "JSON"),
        ("System.Net.Sockets", Sockets),
        ("Microsoft.AspNetCore.Server.Kestrel", "Kestrel"),
        ("System.IO.Pipelines", "Kestrel"),
        ("Microsoft.AspNetCore.Authentication", Checks),
        ("Microsoft.AspNetCore.Authorization", Checks),
        ("Microsoft.AspNetCore.Diagnostics", Checks),
        ("Microsoft.AspNetCore.Hosting", Hosting),
        ("Microsoft.Extensions", Hosting),
        ("System.Diagnostics", Hosting),
        ("OpenTelemetry", Hosting),
        ("Microsoft.AspNetCore", Routing),
        ("Lectern.Database", Statements),
        ("Lectern.Bench", Contestant),
        ("Lectern", Stages),
    ];

    /// <param name="stack">The frames of a sample, the innermost first.</param>
    public static string Of(IReadOnlyList<Frame> stack)
    {
        if (stack[0].IsKernel)
        {
            return stack.TakeWhile(frame => frame.IsKernel).Any(frame => IsOfSockets(frame.Symbol)) ? Sockets : Threads;
        }

        if (!stack[0].IsManaged)
        {
            return stack[0].Object.EndsWith("libclrjit.so", StringComparison.Ordinal) ? Compiler : Runtime;
        }

        foreach (var frame in stack)
        {
            if (AssemblyIn().Match(frame.Symbol) is { Success: true } match
                && match.Groups["name"].Value is var assembly and not BaseLibrary)
            {
                return Assemblies.FirstOrDefault(known => assembly.StartsWith(known.Assembly, StringComparison.Ordinal))
                    .Part ?? "other libraries";
            }
        }

        return Pool;
    }

    private static bool IsOfSockets(string symbol) =>
        symbol.StartsWith("__x64_sys_", StringComparison.Ordinal) && SocketCall().IsMatch(symbol);

    [GeneratedRegex("send|recv|epoll|accept|poll")]
    private static partial Regex SocketCall();

    // "instance void [Npgsql] Npgsql.NpgsqlDataReader::Read()"; the assembly of a return type has no space after it.
    [GeneratedRegex(@"\[(?<name>[\w.]+)\] [^:]*::")]
    private static partial Regex AssemblyIn();
}
