using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Lectern.Functions.Hosting;
using Lectern.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Lectern.Functions.Tests.Http;

/// <summary>The table of settings in docs/operations.md against the settings that a start asks for.</summary>
public sealed partial class SettingsTests(TestServer server)
{
    [Fact]
    public async Task The_page_has_each_setting_that_the_code_reads_and_no_other()
    {
        await using var database = await server.CreateDatabaseAsync();
        var read = new HashSet<string>();
        foreach (string authentication in new[] { "platform", "development" })
        {
            read.UnionWith(await StartAsync(new()
            {
                ["DATABASE_URL"] = database.ApplicationConnectionString,
                ["AUTHENTICATION"] = authentication,
            }));
        }

        var rows = Rows();

        Assert.Empty(read.Except(rows.Select(row => row.Name)));
        Assert.Empty(rows.Where(row => row.ReadBy == "Lectern").Select(row => row.Name).Except(read));
    }

    /// <summary>Starts the application, for real, and tells what it asked for by a name in capitals.</summary>
    private static async Task<IEnumerable<string>> StartAsync(Dictionary<string, string?> settings)
    {
        var recorder = new Recorder(settings);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddLectern(new ConfigurationBuilder().Add(recorder).Build());
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.UseLectern();
        await app.StartAsync(TestContext.Current.CancellationToken);
        await app.StopAsync(TestContext.Current.CancellationToken);
        return recorder.Asked.Keys.Where(key => !key.Any(char.IsLower));
    }

    private static List<(string Name, string ReadBy)> Rows()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"));
        string section = page.Split("\n## ")
            .Single(part => part.StartsWith("Settings\n", StringComparison.Ordinal));
        var rows = Row().Matches(section);
        Assert.Equal(section.Split("\n| `").Length - 1, rows.Count);
        return [.. rows.Select(row => (row.Groups["name"].Value, row.Groups["reader"].Value))];
    }

    [GeneratedRegex(
        @"^\| `(?<name>\w+)` \|.*\| (yes|no|platform) \| (?<reader>Lectern|SDK) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    /// <summary>Settings that remember who was asked for.</summary>
    private sealed class Recorder : ConfigurationProvider, IConfigurationSource
    {
        public Recorder(Dictionary<string, string?> settings) => Data = settings;

        public ConcurrentDictionary<string, bool> Asked { get; } = [];

        public override bool TryGet(string key, out string? value)
        {
            Asked[key] = true;
            return base.TryGet(key, out value);
        }

        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;
    }
}
