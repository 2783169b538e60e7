using Lectern.Testing;

namespace Lectern.Worker.Tests.HostComparison;

/// <summary>Requests that read, or that are refused, with the callers of development.</summary>
public sealed class ReadingComparisonTests(DevelopmentPair hosts) : IClassFixture<DevelopmentPair>
{
    public static TheoryData<string> Cases => [.. AllCases.Reading.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Both_hosts_answer_alike(string name) => Comparison.RunAsync(hosts, AllCases.Reading[name]);
}

/// <summary>Requests that write, on databases of their own.</summary>
public sealed class WritingComparisonTests(DevelopmentPair hosts) : IClassFixture<DevelopmentPair>
{
    public static TheoryData<string> Cases => [.. AllCases.Writing.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Both_hosts_answer_alike(string name) => Comparison.RunAsync(hosts, AllCases.Writing[name]);
}

/// <summary>Requests to hosts that believe the platform.</summary>
public sealed class DeployedComparisonTests(DeployedPair hosts) : IClassFixture<DeployedPair>
{
    public static TheoryData<string> Cases => [.. AllCases.Deployed.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Both_hosts_answer_alike(string name) => Comparison.RunAsync(hosts, AllCases.Deployed[name]);
}

/// <summary>Requests that take one host 15 s.</summary>
public sealed class SlowComparisonTests(SlowPair hosts) : IClassFixture<SlowPair>
{
    public static TheoryData<string> Cases => [.. AllCases.Slow.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Both_hosts_answer_alike(string name) => Comparison.RunAsync(hosts, AllCases.Slow[name]);
}

/// <summary>The table of docs/hosts.md and the cases tell of the same differences.</summary>
public sealed class KnownDifferenceTests
{
    private static IEnumerable<string> Shown =>
        AllCases.All.Select(tried => tried.Expected?.Row).OfType<string>().Distinct();

    [Fact]
    public void Each_row_has_an_id_of_its_own() =>
        Assert.Equal(KnownDifferences.All.Distinct(), KnownDifferences.All);

    [Fact]
    public void Each_difference_that_a_case_expects_has_a_row() =>
        Assert.Empty(Shown.Except(KnownDifferences.All));

    [Fact]
    public void Each_row_is_shown_by_a_case_unless_it_says_that_it_is_not_tested() =>
        Assert.Equal(KnownDifferences.Tested.Order(), Shown.Order());
}

/// <summary>Hosts whose caller is a developer.</summary>
public sealed class DevelopmentPair(TestServer server) : HostPair(server)
{
    protected override Dictionary<string, string?> Settings => new() { ["AUTHENTICATION"] = "development" };
}

/// <summary>Hosts that take the caller from the platform's header.</summary>
public sealed class DeployedPair(TestServer server) : HostPair(server)
{
    protected override Dictionary<string, string?> Settings => new()
    {
        ["WEBSITE_AUTH_ENABLED"] = "true",
        ["CORS_ORIGINS"] = "https://page.example",
        ["GATEWAY_HOSTS"] = "api.example,api.example:8443,a.example",
    };
}

/// <summary>The same. All slow cases begin with the hosts, so that they take no longer than one.</summary>
public sealed class SlowPair(TestServer server) : HostPair(server)
{
    private Dictionary<string, Task<(Answer[] Kestrel, Answer[] Worker)>> _answers = [];

    protected override Dictionary<string, string?> Settings => new() { ["AUTHENTICATION"] = "development" };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _answers = AllCases.Slow.ToDictionary(slow => slow.Key, slow => base.AnswerAsync(slow.Value));
    }

    internal override Task<(Answer[] Kestrel, Answer[] Worker)> AnswerAsync(Case tried) => _answers[tried.Name];
}
