using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lectern.Functions.Http;
using Lectern.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>
/// The functions as the Functions host finds them, by their attributes, held against the committed description: what a
/// gateway that imports it lets through is what is there, and for whom.
/// </summary>
public sealed partial class FunctionContractTests
{
    [Fact]
    public void Each_function_is_one_operation_with_its_route_methods_and_callers_and_each_operation_is_a_function()
    {
        var document = JsonNode.Parse(
            File.ReadAllText(Path.Combine(Repository.Root, "infra", "api", "openapi.json")))!;

        var operations = document["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => Described(path.Key, operation)));

        Assert.Equal(Functions().Order(StringComparer.Ordinal), operations.Order(StringComparer.Ordinal));
    }

    private static string Described(string path, KeyValuePair<string, JsonNode?> operation)
    {
        var roles = operation.Value!["x-roles"]?.AsArray().Select(role => (string)role!);
        bool needsToken = operation.Value["security"]!.AsArray().Any(scheme => scheme!["bearer"] is not null);
        Assert.Equal(needsToken, roles is not null);
        return Line((string)operation.Value["operationId"]!, operation.Key, path, roles);
    }

    private static IEnumerable<string> Functions() =>
        from method in FunctionMetadata.Methods
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        let trigger = FunctionMetadata.TriggerOf(method)
        // The introduction says of all of them that HEAD answers wherever GET does. The catch-all has no methods.
        from verb in (trigger.Methods ?? []).Where(verb => verb != "head")
        select Line(function.Name, verb, "/" + Constraint().Replace(trigger.Route!, "}"), Roles(method));

    /// <summary>The roles that the function's endpoint lets in; null: anybody.</summary>
    private static string[]? Roles(MethodInfo method)
    {
        object[] metadata = FunctionMetadata.Of(method);
        return metadata.OfType<IAllowAnonymous>().Any()
            ? null
            : Assert.Single(metadata.OfType<IAuthorizeData>()).Roles!.Split(',');
    }

    private static string Line(string name, string verb, string path, IEnumerable<string>? roles) =>
        $"{name}: {verb} {path} for {(roles is null ? "anybody" : string.Join(",", roles.Order()))}";

    [GeneratedRegex(@":\w+\}")]
    private static partial Regex Constraint();
}
