using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Xunit;

namespace Lectern.Functions.Tests.Contract;

/// <summary>That what breaks the committed description is found, and that no rule is passed over.</summary>
public sealed class SchemaCheckTests
{
    [Theory]
    [InlineData("secret", "1", "#/secret: 1 breaks additionalProperties: ")]
    [InlineData("email", "7", "#/email: 7 breaks type: ")]
    [InlineData("isActive", "\"yes\"", "#/isActive: \"yes\" breaks type: ")]
    [InlineData("grade", "40000", "#/grade: 40000 breaks format: ")]
    [InlineData("dateOfBirth", "\"2026-02-30\"", "#/dateOfBirth: \"2026-02-30\" breaks format: ")]
    [InlineData("createdAt", "\"2026-11-21 09:30:00Z\"", "#/createdAt: \"2026-11-21 09:30:00Z\" breaks format: ")]
    [InlineData("createdAt", "\"2026-11-21T09:30:00\"", "#/createdAt: \"2026-11-21T09:30:00\" breaks format: ")]
    [InlineData("userId", "\"0198e5a1-7320-783a-8dd8-eb4e26206a55 \"", "eb4e26206a55 \" breaks format: ")]
    public void A_student_that_breaks_the_committed_description_is_found(string member, string value, string fault)
    {
        var contract = ApiContract.Committed;
        var operation = contract.Operation("GET", $"{contract.Prefix}/students/{Guid.NewGuid()}")!.Value;
        var media = ApiContract.Media(ApiContract.Promise(operation, 200)!.Value, "application/json")!.Value;
        var student = JsonNode.Parse(media.GetProperty("example").GetRawText())!;
        Assert.Empty(Faults());

        student[member] = JsonNode.Parse(value);

        Assert.Contains(fault, Assert.Single(Faults()), StringComparison.Ordinal);

        IEnumerable<string> Faults() =>
            contract.BodyFaults(media, Encoding.UTF8.GetBytes(student.ToJsonString()));
    }

    [Theory]
    [InlineData("""{"format":"int16"}""", "32768", "#: 32768 breaks format: Value does not match format \"int16\"")]
    [InlineData("""{"format":"int32"}""", "3e9", "#: 3e9 breaks format: Value does not match format \"int32\"")]
    [InlineData("""{"format":"int64"}""", "1e19", "#: 1e19 breaks format: Value does not match format \"int64\"")]
    [InlineData("""{"format":"email"}""", "\"a\"", "#: \"a\" breaks format: Value does not match format \"email\"")]
    [InlineData("""{"oneOf":[{"type":"integer"},{"minimum":7}]}""", "7", "#: 7 breaks its schema")]
    [InlineData(
        """{"properties":{"a":{"oneOf":[{"type":"null"},{"type":"string"}]},"b":{"minimum":8}}}""",
        """{"a":null,"b":7}""", "#/b: 7 breaks minimum: 7 should be at least 8")]
    public void What_breaks_a_rule_is_found_and_nothing_else(string schema, string value, string fault)
    {
        var check = new SchemaCheck(Document(schema));

        Assert.Equal([fault], check.Faults("#/components/schemas/Pet", JsonElement.Parse(value)));
    }

    [Theory]
    [InlineData("\"nullable\":true", "nullable")]
    [InlineData("\"format\":\"uid\"", "uid")]
    public void A_keyword_or_a_format_that_the_check_does_not_know_is_an_error_and_never_passed_over(
        string rule, string unknown)
    {
        var document = Document($$"""{"properties":{"id":{ {{rule}} } } }""");

        var error = Assert.Throws<JsonSchemaException>(() => new SchemaCheck(document));

        Assert.Contains(unknown, error.Message, StringComparison.Ordinal);
    }

    private static JsonElement Document(string schema) =>
        JsonElement.Parse($$"""{"components":{"schemas":{"Pet":{{schema}} } } }""");
}
