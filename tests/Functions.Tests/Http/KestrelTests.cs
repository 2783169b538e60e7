using System.Reflection;
using Lectern.Functions.Http;
using Lectern.Functions.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Lectern.Functions.Tests.Http;

public sealed class KestrelTests(InProcessApi api) : IClassFixture<InProcessApi>
{
    [Fact]
    public void Kestrel_serves_every_function_under_its_name_and_nothing_else_but_a_redirect_at_the_root()
    {
        var mapped = api.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.Cast<RouteEndpoint>()
            .Select(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName
                ?? endpoint.RoutePattern.RawText);
        var functions = FunctionMetadata.Methods
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name);

        Assert.Equal(functions.Append("/").Order(StringComparer.Ordinal), mapped.Order(StringComparer.Ordinal));
    }
}
