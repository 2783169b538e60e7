using Azure.Identity;
using Npgsql;

namespace Lectern.Hooks;

/// <summary>
/// The first admin of a school. Only an admin can make another one through the API, so a deployment makes the first:
/// the person who deploys, or whom FIRST_ADMIN_ID and FIRST_ADMIN_EMAIL name.
/// </summary>
internal static class FirstAdmin
{
    private const string IdVariable = "FIRST_ADMIN_ID";
    private const string EmailVariable = "FIRST_ADMIN_EMAIL";
    private const int UsernameMaxLength = 100;

    private const string HowToName = $"""
        Name the first admin by the object id in Entra ID (az ad user show --id NAME --query id), and deploy again:
          azd env set {IdVariable} ID
          azd env set {EmailVariable} ADDRESS
        In a pipeline, set variables of these names.
        """;

    // make-it-yours.md may have removed the table.
    private const string HasTable = "select to_regclass('public.users') is not null";

    private const string HasAdmin = "select exists (select from public.users where role = 'admin')";

    // A second deployment waits for the lock; its insert then sees the row of the first one.
    private const string Lock = """
        set local lock_timeout = '60s';
        select pg_advisory_xact_lock(hashtext('lectern first admin'))
        """;

    private const string Insert = """
        insert into public.users (id, username, email, role, external_id)
        select gen_random_uuid(), @username, @email, 'admin', @id
        where not exists (select from public.users where role = 'admin')
        on conflict (external_id) do update set role = 'admin', is_active = true
        """;

    /// <summary>Makes the first admin if the table <c>users</c> has none.</summary>
    /// <exception cref="HookException">The database cannot be reached, or refuses the row.</exception>
    public static async Task EnsureAsync()
    {
        Console.WriteLine("-- The first admin");
        try
        {
            using var connection = MigrationConnection.Open();
            if (!Ask(connection, HasTable))
            {
                Console.WriteLine("   skipped: there is no table users");
            }
            else if (Ask(connection, HasAdmin))
            {
                Console.WriteLine("   nothing to do: there is an admin");
            }
            else if (await CandidateAsync() is { } person)
            {
                Console.WriteLine(Make(connection, person)
                    ? $"   made: {person.Email}, object id {person.ObjectId}"
                    : "   nothing to do: another deployment has just made one");
            }
        }
        catch (PostgresException failure)
        {
            throw new HookException(
                $"The first admin was not made: {failure.MessageText}. {failure.Detail}\n{HowToName}");
        }
        catch (Exception failure) when (failure is NpgsqlException or AuthenticationFailedException)
        {
            throw new HookException($"The first admin was not made: {failure.Message}\nDeploy again.");
        }
    }

    private static async Task<SignedInPerson?> CandidateAsync()
    {
        if (Hook.Optional(IdVariable) is { } id)
        {
            return new(id, Hook.Optional(EmailVariable) ?? throw new HookException(
                $"{IdVariable} is set, {EmailVariable} is not: azd env set {EmailVariable} ADDRESS"));
        }

        try
        {
            if (Hook.Optional("AZURE_PRINCIPAL_TYPE") is not "ServicePrincipal"
                && await SignedInPerson.FindAsync() is { } person)
            {
                return person;
            }

            Console.WriteLine($"   skipped: no person deploys, and nobody is an admin yet.\n{HowToName}");
        }
        catch (AzureCliException failure)
        {
            Console.WriteLine($"   skipped: who deploys is not known, and nobody is an admin yet. {failure.Message}\n"
                + $"Sign in with az login and deploy again. Otherwise:\n{HowToName}");
        }

        return null;
    }

    private static bool Make(NpgsqlConnection connection, SignedInPerson person)
    {
        using var transaction = connection.BeginTransaction();
        using var wait = new NpgsqlCommand(Lock, connection, transaction);
        wait.ExecuteNonQuery();
        using var insert = new NpgsqlCommand(Insert, connection, transaction)
        {
            Parameters =
            {
                new("username", person.Email[..Math.Min(person.Email.Length, UsernameMaxLength)]),
                new("email", person.Email),
                new("id", person.ObjectId),
            },
        };
        bool isMade = insert.ExecuteNonQuery() == 1;
        transaction.Commit();
        return isMade;
    }

    private static bool Ask(NpgsqlConnection connection, string question)
    {
        using var command = new NpgsqlCommand(question, connection);
        return (bool)command.ExecuteScalar()!;
    }
}
