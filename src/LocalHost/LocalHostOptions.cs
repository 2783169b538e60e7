using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;

namespace Lectern.LocalHost;

/// <summary>The options of LocalHost, and which of them cannot be used together.</summary>
internal static class LocalHostOptions
{
    public const int DefaultPort = 7071;

    private static readonly Option<int> Port = new("--port")
    {
        Description = "The port of the API",
        DefaultValueFactory = _ => DefaultPort,
    };

    private static readonly Option<string> Data = new("--data")
    {
        Description = "The folder that keeps the database",
        DefaultValueFactory = _ => ".local",
    };

    private static readonly Option<bool> Fresh = new("--fresh")
    {
        Description = "Begin with an empty database: deletes the data folder first",
    };

    private static readonly Option<bool> NoDemo = new("--no-demo") { Description = "Load no demo data" };

    private static readonly Option<bool> Demo = new("--demo")
    {
        Description = "Load demo data also into a database that DATABASE_URL names",
    };

    private static readonly Option<string?> Worker = new("--worker")
    {
        Description = "Serve through the isolated worker, the program that runs on Azure. DIR is the folder of a built "
            + "or published worker; without it, src/Worker is built first",
        HelpName = "DIR",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<bool> Quiet = new("--quiet") { Description = "Write no line for each request" };

    private static readonly Option<bool> Sql = new("--sql")
    {
        Description = "Write a line for each SQL statement too, without parameter values",
    };

    /// <summary>Adds the options and their validation to the command.</summary>
    public static void AddTo(RootCommand command)
    {
        foreach (var option in new Option[] { Port, Data, Fresh, NoDemo, Demo, Worker, Quiet, Sql })
        {
            command.Add(option);
        }

        Port.Validators.Add(RefuseWrongPort);
        command.Validators.Add(RefuseContradictions);
    }

    public static LocalRunOptions Read(ParseResult parsed) => new(
        parsed.GetValue(Port),
        parsed.GetValue(Data)!,
        parsed.GetValue(Fresh),
        parsed.GetValue(Demo) ? true : parsed.GetValue(NoDemo) ? false : null,
        parsed.GetResult(Worker) is not null,
        parsed.GetValue(Worker),
        parsed.GetValue(Quiet),
        parsed.GetValue(Sql));

    private static void RefuseWrongPort(OptionResult result)
    {
        // The parser has already reported a value that is not a number.
        if (result.Tokens is [var token] && int.TryParse(token.Value, out int port)
            && (port < 1 || port > IPEndPoint.MaxPort))
        {
            result.AddError($"--port must be from 1 to {IPEndPoint.MaxPort}.");
        }
    }

    private static void RefuseContradictions(CommandResult result)
    {
        if (result.GetValue(Demo) && result.GetValue(NoDemo))
        {
            result.AddError("--demo and --no-demo cannot be used together.");
        }

        if (result.GetValue(Quiet) && result.GetValue(Sql))
        {
            result.AddError("--quiet and --sql cannot be used together.");
        }

        if (result.GetResult(Worker) is not null && result.GetValue(Sql))
        {
            result.AddError("--worker and --sql cannot be used together: the worker's process runs the statements.");
        }

        if (result.GetValue(Fresh) && LocalRun.GivenDatabase is not null)
        {
            result.AddError(
                "--fresh deletes LocalHost's own database, but DATABASE_URL names another one. Remove one of the two.");
        }
    }
}
