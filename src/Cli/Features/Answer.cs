using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lectern.DatabaseUrls;

namespace Lectern.Cli.Features;

/// <summary>Writes the result of a command to standard output, and messages about it to standard error.</summary>
/// <param name="json">Writes JSON, for programs.</param>
internal sealed class Answer(bool json)
{
    private static readonly JsonSerializerOptions JsonOptions = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        // The output is not HTML, so + and é need no escape.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <summary>Runs an action and reports its failure.</summary>
    /// <returns>The exit code.</returns>
    public int Try(Action action) => Try(() =>
    {
        action();
        return ExitCode.Ok;
    });

    /// <summary>Runs an action that a signal can stop, and reports its failure.</summary>
    /// <returns>The exit code.</returns>
    public int Try(Func<CancellationToken, int> action)
    {
        using var interruption = new Interruption();
        return Try(() => action(interruption.Token));
    }

    /// <summary>Runs an action and reports its failure.</summary>
    /// <returns>The exit code of the action, or of its failure.</returns>
    public int Try(Func<int> action)
    {
        try
        {
            return action();
        }
        catch (DatabaseUrlException exception)
        {
            if (json)
            {
                WriteJson(new { error = exception.Mistake });
            }

            Say(exception.Message);
            return ExitCode.Failed;
        }
        catch (Exception exception)
        {
            var error = CommandError.Of(exception);
            if (json)
            {
                WriteJson(new { error });
            }

            Say(error.ToString());
            return ExitCode.Failed;
        }
    }

    /// <summary>Writes the result, as JSON or as text.</summary>
    public void Write(object result, Action write)
    {
        if (json)
        {
            WriteJson(result);
        }
        else
        {
            write();
        }
    }

    /// <summary>Writes a message to standard error.</summary>
    public static void Say(string message) => Console.Error.WriteLine(message);

    /// <summary>Writes what was translated or left out.</summary>
    public static void Say(IEnumerable<UrlMistake> notes)
    {
        foreach (var note in notes)
        {
            Say($"Note: {note}");
        }
    }

    private static void WriteJson(object value) => Console.WriteLine(JsonSerializer.Serialize(value, JsonOptions));
}
