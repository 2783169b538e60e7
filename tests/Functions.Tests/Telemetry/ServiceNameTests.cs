using Lectern.Functions.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Xunit;

namespace Lectern.Functions.Tests.Telemetry;

/// <summary>
/// The service is called lectern on every host. On the worker it was called Lectern.Functions: what the Functions
/// package says of its host came last.
/// </summary>
public sealed class ServiceNameTests
{
    [Fact]
    public void What_a_host_adds_does_not_change_the_name()
    {
        var resource = Resource([]);

        Assert.Equal("lectern", resource["service.name"]);
        Assert.Equal("functions", resource["cloud.platform"]);
    }

    [Theory]
    [InlineData("OTEL_SERVICE_NAME", "lectern-north")]
    [InlineData("OTEL_RESOURCE_ATTRIBUTES", "service.name=lectern-north")]
    public void The_standard_variables_change_it_also_after_a_host(string variable, string value) =>
        Assert.Equal("lectern-north", Resource(new() { [variable] = value })["service.name"]);

    private static Dictionary<string, object> Resource(Dictionary<string, string?> settings)
    {
        settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:9";
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        // As the worker does: first what both hosts do, then its own.
        services.AddTelemetry(configuration);
        services.CollectTelemetry(telemetry => telemetry.ConfigureResource(resource => resource
            .AddService("Lectern.Functions")
            .AddAttributes([new("cloud.platform", "functions")])));
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<TracerProvider>().GetResource().Attributes
            .ToDictionary(attribute => attribute.Key, attribute => attribute.Value);
    }
}
