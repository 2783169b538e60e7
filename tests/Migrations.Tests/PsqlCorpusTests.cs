using System.Text.RegularExpressions;
using Lectern.Migrations.Running;
using Lectern.Migrations.Scripts;
using Lectern.Migrations.SqlParsing;
using Lectern.Migrations.Tests.Support;
using Lectern.Testing;
using Xunit;

namespace Lectern.Migrations.Tests;

/// <summary>
/// psql and the job run difficult files, and the server logs the same statements. The statements of psql 15 are
/// recorded beside the files; if the machine has psql, it runs them again.
/// </summary>
public sealed partial class PsqlCorpusTests(TestServer server)
{
    private static readonly string Corpus = Path.Combine(AppContext.BaseDirectory, "Vectors", "corpus");

    public static TheoryData<string> Files() =>
        [.. Directory.EnumerateFiles(Corpus, "*.sql").Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task The_server_logs_the_same_statements_from_the_job_as_from_psql(string file)
    {
        await using var ours = await server.CreateEmptyDatabaseAsync();
        await using var theirs = await server.CreateEmptyDatabaseAsync();
        string path = Path.Combine(Corpus, file);

        var logged = Normal(Send(ours.SuperuserConnectionString, ScriptText.Read(path)));

        Assert.Equal(Recorded(path), logged);
        if (Psql.Find() is { } psql)
        {
            Assert.Equal(Normal(Psql.LoggedStatements(psql, theirs.SuperuserConnectionString, path)), logged);
        }
    }

    [Theory]
    [InlineData("\\connect x\nselect 1;", 0)]
    [InlineData("select 1;\n\\i other.sql\n", 10)]
    [InlineData("select 1 \\gexec", 9)]
    [InlineData("select 1\\; select 2;", 8)]
    public void A_psql_meta_command_is_an_error_that_says_where(string text, int offset) =>
        Assert.Equal(offset, Assert.Throws<SqlSyntaxException>(() => StatementSplitter.Split(text)).Offset);

    private static List<string> Send(string connectionString, string text)
    {
        using var connection = Sql.Open(
            connectionString + ";Options=-c client_min_messages=log -c log_statement=all");
        var logged = new List<string>();
        connection.Notice += (_, arguments) => logged.Add(arguments.Notice.MessageText);
        foreach (var statement in StatementSplitter.Split(text))
        {
            StatementSender.Send(connection, statement, TestContext.Current.CancellationToken);
        }

        return [.. logged.Select(entry => LogPrefix().Replace(entry, string.Empty, count: 1))];
    }

    /// <summary>
    /// psql sends the semicolon too, drops empty lines, and sends statements that are only a semicolon or a comment.
    /// </summary>
    private static List<string> Normal(IEnumerable<string> statements) =>
    [
        .. statements.Select(statement => statement.ReplaceLineEndings("\n").TrimEnd().TrimEnd(';').TrimEnd())
            .Select(statement => EmptyLines().Replace(statement, "\n"))
            .Where(statement => !OnlyComment().IsMatch(statement)),
    ];

    private static List<string> Recorded(string path) => Normal(
        File.ReadAllText(Path.ChangeExtension(path, ".psql")).Split("\n----\n", StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex("^(statement|execute <unnamed>): ")]
    private static partial Regex LogPrefix();

    [GeneratedRegex(@"\n\s*\n")]
    private static partial Regex EmptyLines();

    [GeneratedRegex(@"^(\s|/\*.*?\*/|--[^\n]*)*$", RegexOptions.Singleline)]
    private static partial Regex OnlyComment();
}
