using System.Diagnostics;
using Lectern.Testing;
using Xunit;

namespace Lectern.Database.Tests;

/// <summary>
/// The compiler refuses blocking calls in serving code and asynchronous calls in the migration job. Each test adds a
/// file with such calls to a shipped project.
/// </summary>
public sealed class BannedSymbolsTests
{
    private const string Blocking = """
        namespace Lectern.Violation;

        internal static class Blocking
        {
            public static int All(Npgsql.NpgsqlConnection connection, Task<int> task)
            {
                connection.Open();
                using var command = connection.CreateCommand();
                command.ExecuteScalar();
                task.Wait();
                _ = task.GetAwaiter().GetResult();
                return task.Result;
            }
        }
        """;

    private const string BlockingWithDapper = $$"""
        using Dapper;
        {{Blocking}}

        internal static class BlockingDapper
        {
            public static void All(Npgsql.NpgsqlConnection connection)
            {
                connection.Execute("select 1");
                connection.Query<int>("select 1");
                using var results = connection.QueryMultiple(new CommandDefinition("select 1"));
                results.ReadSingle<int>();
            }
        }
        """;

    private const string Awaiting = """
        namespace Lectern.Violation;

        internal static class Awaiting
        {
            public static async Task All(Npgsql.NpgsqlConnection connection) =>
                await connection.OpenAsync(CancellationToken.None);
        }
        """;

    [Theory]
    [InlineData("src/Database/Database.csproj", Blocking, 7, 9, 10, 11, 12)]
    [InlineData("src/Functions/Functions.csproj", BlockingWithDapper, 8, 10, 11, 12, 13, 21, 22, 23, 24)]
    [InlineData("src/Worker/Worker.csproj", Blocking, 7, 9, 10, 11, 12)]
    [InlineData("src/Migrations/Migrations.csproj", Awaiting, 6)]
    public async Task Forbidden_database_calls_do_not_compile(string project, string code, params int[] lines) =>
        Assert.Equal(lines, await ViolationsAsync(project, code));

    /// <summary>Compiles a project with one additional file, into a temporary folder.</summary>
    /// <returns>The lines of that file that RS0030 refuses.</returns>
    private static async Task<IEnumerable<int>> ViolationsAsync(string project, string code)
    {
        string folder = Directory.CreateTempSubdirectory("lectern-banned-").FullName;
        try
        {
            string file = Path.Combine(folder, "Violation.cs");
            string targets = Path.Combine(folder, "violation.targets");
            await File.WriteAllTextAsync(file, code, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(
                targets,
                $"""<Project><ItemGroup><Compile Include="{file}" /></ItemGroup></Project>""",
                TestContext.Current.CancellationToken);
            string output = await BuildAsync(
                Path.Combine(Repository.Root, project), $"-p:CustomAfterMicrosoftCommonTargets={targets}",
                $"-p:IntermediateOutputPath={folder}{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}");
            Assert.Contains("RS0030", output, StringComparison.Ordinal);
            return
            [
                .. output.Split('\n')
                    .Where(line => line.Contains("Violation.cs(", StringComparison.Ordinal)
                        && line.Contains("error RS0030", StringComparison.Ordinal))
                    .Select(line => line.Split("Violation.cs(")[1].Split(',')[0])
                    .Select(line => int.Parse(line, System.Globalization.CultureInfo.InvariantCulture))
                    .Distinct()
                    .Order(),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> BuildAsync(string project, params string[] properties)
    {
        // The referenced projects were built before the tests. They are read from bin, because their obj would be
        // searched in the folder of this compilation. No build server keeps running afterwards. The analyzers that the
        // test does not look at have checked the project in its own build.
        string[] offline =
        [
            "-t:Compile", "-p:BuildProjectReferences=false", "-p:CompileUsingReferenceAssemblies=false",
            "-p:UseSharedCompilation=false", "-nodeReuse:false", "-p:EnableNETAnalyzers=false",
            "-p:EnforceCodeStyleInBuild=false",
        ];
        var start = new ProcessStartInfo("dotnet", ["build", project, "--no-restore", .. offline, .. properties])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output;
    }
}
