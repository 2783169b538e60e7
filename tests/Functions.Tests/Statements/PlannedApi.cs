using Lectern.Functions.Tests.Support;
using Lectern.Testing;

namespace Lectern.Functions.Tests.Statements;

/// <summary>
/// The API on a copy of a large school. The server explains each of its statements, also those inside of triggers and
/// of foreign keys, as it has run them (PostgreSQL manual: auto_explain).
/// </summary>
/// <param name="school">The school.</param>
/// <param name="mode">plan_cache_mode: a plan for the values, or the plan for all values.</param>
internal sealed class PlannedApi(LargeSchool school, string mode) : InProcessApi(school.Server)
{
    /// <summary>What the server is started with: its log as JSON, in one file.</summary>
    public static readonly string[] ServerSettings =
    [
        "logging_collector=on", "log_destination=jsonlog", "log_filename=plans.log", "log_rotation_age=0",
        "log_rotation_size=0",
    ];

    private static readonly string[] RoleSettings =
    [
        "session_preload_libraries = auto_explain", "auto_explain.log_min_duration = 0",
        "auto_explain.log_analyze = on", "auto_explain.log_buffers = on", "auto_explain.log_timing = off",
        "auto_explain.log_nested_statements = on", "auto_explain.log_format = json",
    ];

    /// <summary>Nothing is timed: a busy machine must not end a statement.</summary>
    protected override Dictionary<string, string?> Settings => new(base.Settings)
    {
        ["DATABASE_COMMAND_TIMEOUT_SECONDS"] = "60",
        ["DATABASE_STATEMENT_TIMEOUT_MS"] = "60000",
        ["DATABASE_CONNECT_TIMEOUT_SECONDS"] = "60",
        ["STREAM_WRITE_SECONDS"] = "120",
    };

    protected override async Task<TestDatabase> CreateDatabaseAsync()
    {
        var database = await school.Server.CopyAsync(school.Filled);
        foreach (string setting in RoleSettings.Append($"plan_cache_mode = {mode}"))
        {
            await school.Server.ExecuteAsync($"alter role lectern_app in database {database.Name} set {setting}");
        }

        return database;
    }
}
