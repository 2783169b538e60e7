using System.Reflection;
using System.Runtime.CompilerServices;
using Lectern.Functions.Http;
using Lectern.Functions.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Xunit;

namespace Lectern.Functions.Tests.Http;

public sealed class JsonContextTests
{
    [Fact]
    public void Whatever_a_function_takes_or_answers_is_known_to_the_compiled_json()
    {
        var compiled = LecternJson.Compiled;
        var types = FunctionMetadata.Methods
            .SelectMany(method => Bodies(method.ReturnType).Append(method.GetCustomAttribute<BodyAttribute>()?.Type))
            .OfType<Type>().Append(typeof(ProblemDetails)).Distinct().ToList();

        Assert.True(types.Count > 1, "The functions' types are not found.");
        Assert.All(types, type => Assert.Contains(compiled, context => context.GetTypeInfo(type) is not null));
    }

    /// <summary>
    /// The compiler's JSON sets init-only members all at once, and what a body leaves out to nothing at all.
    /// </summary>
    [Fact]
    public void A_member_of_a_body_with_a_default_of_its_own_has_set_and_not_init()
    {
        var members =
            from method in FunctionMetadata.Methods
            let body = method.GetCustomAttribute<BodyAttribute>()?.Type
            where body is not null
            let type = body.GetElementType() ?? body
            from member in type.GetProperties()
            where member.SetMethod is { } set
                && set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit))
            select (type, member);

        Assert.All(members, one => Assert.Equal(
            one.member.PropertyType.IsValueType ? Activator.CreateInstance(one.member.PropertyType) : null,
            one.member.GetValue(Activator.CreateInstance(one.type))));
    }

    /// <summary>The records in a result: in a task, in a union, in <c>Ok</c> and the like.</summary>
    private static IEnumerable<Type> Bodies(Type result)
    {
        if (!result.IsGenericType)
        {
            return [];
        }

        var arguments = result.GetGenericArguments();
        return result.IsAssignableTo(typeof(IValueHttpResult))
            || result.GetGenericTypeDefinition() == typeof(ExportResult<>)
            ? arguments
            : arguments.SelectMany(Bodies);
    }
}
