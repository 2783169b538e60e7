namespace Lectern.Migrations.Setup;

/// <summary>What <see cref="DatabaseSetup"/> is to make.</summary>
public sealed record DatabaseSetupOptions
{
    /// <summary>The role that owns the database and runs the migrations.</summary>
    public string OwnerRole { get; init; } = "lectern_owner";

    /// <summary>The role that serves: it reads and writes rows.</summary>
    public string ApplicationRole { get; init; } = "lectern_app";

    /// <summary>
    /// The identities of Entra ID that sign in as the two roles; null: the roles get passwords, from the operator.
    /// </summary>
    public DatabaseIdentities? Identities { get; init; }

    /// <summary>The scripts folder, whose <c>createDatabase</c> replaces the default; null for the default.</summary>
    public string? ScriptsFolder { get; init; }
}

/// <summary>Who signs in as the roles: object ids of Entra ID, for managed identities their principal ids.</summary>
/// <param name="Owner">The migrations' identity.</param>
/// <param name="Application">The serving side's identity.</param>
public sealed record DatabaseIdentities(Guid Owner, Guid Application);

/// <summary>What was missing and has been made.</summary>
/// <param name="Roles">The names of the roles.</param>
/// <param name="Database">Whether the database was made: the next run then has <c>runAfterCreateDatabase</c>.</param>
public sealed record DatabaseSetupResult(IReadOnlyList<string> Roles, bool Database);
