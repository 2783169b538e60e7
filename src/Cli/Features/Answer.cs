using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lectern.DatabaseUrls;

namespace Lectern.Cli.Features;

/// <summary>The answer of a command: results on standard output, what is said about them on standard error.</summary>
/// <param name="json">Is it for a program?</param>
internal sealed class Answer(bool json)
{
    private static readonly JsonSerializerOptions JsonOptions = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        // Not for HTML: + and é stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <summary>Runs what may fail, and says it when it does.</summary>
    /// <returns>The exit code.</returns>
    public int Try(Action action) => Try(() =>
    {
        action();
        return ExitCode.Ok;
    });

    /// <summary>Runs what can be interrupted and may fail, and says it when it does.</summary>
    /// <returns>The exit code.</returns>
    public int Try(Func<CancellationToken, int> action)
    {
        using var interruption = new Interruption();
        return Try(() => action(interruption.Token));
    }

    /// <summary>Runs what may fail, and says it when it does.</summary>
    /// <returns>The exit code, of the action where it did not fail.</returns>
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
        catch (Exception exception) when (CommandError.Of(exception) is { } error)
        {
            if (json)
            {
                WriteJson(new { error });
            }

            Say(error.ToString());
            return ExitCode.Failed;
        }
    }

    /// <summary>Writes the result: as JSON, or the way that people read it.</summary>
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

    /// <summary>Says something about the result.</summary>
    public static void Say(string message) => Console.Error.WriteLine(message);

    /// <summary>Says what was translated or left out.</summary>
    public static void Say(IEnumerable<UrlMistake> notes)
    {
        foreach (var note in notes)
        {
            Say($"Note: {note}");
        }
    }

    private static void WriteJson(object value) => Console.WriteLine(JsonSerializer.Serialize(value, JsonOptions));
}
