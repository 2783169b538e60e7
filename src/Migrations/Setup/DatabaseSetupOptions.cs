namespace Lectern.Migrations.Setup;

/// <summary>What <see cref="DatabaseSetup"/> creates.</summary>
public sealed record DatabaseSetupOptions
{
    /// <summary>The role that owns the database and runs the migrations.</summary>
    public string OwnerRole { get; init; } = "lectern_owner";

    /// <summary>The application's role, which reads and writes rows.</summary>
    public string ApplicationRole { get; init; } = "lectern_app";

    /// <summary>
    /// The identities of Entra ID that sign in as the two roles; null if the operator sets passwords.
    /// </summary>
    public DatabaseIdentities? Identities { get; init; }

    /// <summary>The scripts folder, whose <c>createDatabase</c> replaces the default; null for the default.</summary>
    public string? ScriptsFolder { get; init; }
}

/// <summary>The identities that sign in as the roles, by object id; for managed identities, by principal id.</summary>
/// <param name="Owner">The migrations' identity.</param>
/// <param name="Application">The application's identity.</param>
public sealed record DatabaseIdentities(Guid Owner, Guid Application);

/// <summary>What <see cref="DatabaseSetup"/> has created.</summary>
/// <param name="Roles">The names of the created roles.</param>
/// <param name="Database">Was the database created? Then the next run runs <c>runAfterCreateDatabase</c>.</param>
public sealed record DatabaseSetupResult(IReadOnlyList<string> Roles, bool Database);
