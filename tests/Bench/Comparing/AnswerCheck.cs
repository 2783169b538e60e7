using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lectern.Bench.Contestants;
using Lectern.Bench.Scenarios;

namespace Lectern.Bench.Comparing;

/// <summary>A contestant that answers something else is not comparable.</summary>
internal static class AnswerCheck
{
    private const long FirstNumber = 900_000_000_000;

    private static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // What differs between two students or payments that were made one after the other.
    private static readonly string[] Own = ["id", "fullName", "email", "createdAt", "updatedAt"];

    /// <exception cref="InvalidOperationException">Two contestants answer the same request differently.</exception>
    public static async Task RunAsync(
        IReadOnlyList<RunningContestant> contestants, IEnumerable<LoadScenario> scenarios, School school,
        CancellationToken cancellationToken)
    {
        long number = FirstNumber;
        foreach (var scenario in scenarios)
        {
            string? expected = null;
            foreach (var contestant in contestants)
            {
                string answer = await AskAsync(contestant, scenario, school, $"{++number}", cancellationToken);
                expected ??= answer;
                if (answer != expected)
                {
                    throw new InvalidOperationException(
                        $"{contestant.Contestant.Name} answers '{scenario.Name}' differently from "
                        + $"{contestants[0].Contestant.Name}:\n{answer}\ninstead of\n{expected}");
                }
            }
        }
    }

    private static async Task<string> AskAsync(
        RunningContestant contestant, LoadScenario scenario, School school, string number,
        CancellationToken cancellationToken)
    {
        var id = school.Students[^1];
        using var present = await contestant.Client.GetAsync($"/api/students/{id}", cancellationToken);
        string etag = present.Headers.ETag?.Tag
            ?? throw new InvalidOperationException($"{contestant.Contestant.Name} sends no ETag.");
        using var request = scenario.Sample(id, etag, number);
        using var answer = await contestant.Client.SendAsync(request, cancellationToken);
        string body = await answer.Content.ReadAsStringAsync(cancellationToken);
        if ((int)answer.StatusCode != scenario.Status)
        {
            return $"{(int)answer.StatusCode} {body}";
        }

        var json = JsonNode.Parse(body)!.AsObject();
        if (scenario.Method != "GET")
        {
            json = new(json.Select(member => KeyValuePair.Create(
                member.Key,
                Own.Contains(member.Key) ? JsonValue.Create("…") : member.Value?.DeepClone())));
        }

        // The order of members carries no meaning.
        return $"{(int)answer.StatusCode} {Sorted(json)!.ToJsonString(Relaxed)}";
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
