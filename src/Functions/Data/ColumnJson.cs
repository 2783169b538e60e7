using System.Text.Json.Nodes;

namespace Lectern.Functions.Data;

/// <summary>
/// Records as JSON with the names of columns, for <c>json_populate_record</c> (PostgreSQL manual: JSON Functions). The
/// values take their types from the table, so one parameter carries any number of columns and rows.
/// </summary>
internal static class ColumnJson
{
    private static readonly JsonSerializerOptions Options = new(LecternJson.Options)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        // Members that a patch does not have are null in its record.
        RespectNullableAnnotations = false,
    };

    public static string Of<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>The members that a patch has; <c>json_populate_record</c> keeps the columns of the others.</summary>
    public static string Of<T>(Patch<T> patch)
    {
        var all = JsonSerializer.SerializeToNode(patch.Values, Options)!.AsObject();
        var given = patch.Members.Select(JsonNamingPolicy.SnakeCaseLower.ConvertName);
        return new JsonObject(given.Select(name => KeyValuePair.Create(name, all[name]?.DeepClone()))).ToJsonString();
    }
}
