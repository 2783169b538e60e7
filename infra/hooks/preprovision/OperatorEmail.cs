namespace Lectern.Hooks;

/// <summary>The address that alerts and the budget write to.</summary>
internal static class OperatorEmail
{
    private const string Variable = "OPERATOR_EMAIL";

    // The name of a guest of the tenant contains this; it is no mailbox.
    private const string OfGuest = "#EXT#";

    /// <summary>Sets it to the address of the person who deploys, unless it is set.</summary>
    public static async Task EnsureAsync()
    {
        if (Hook.Optional(Variable) is not null || !AzdEnvironment.IsOfPerson)
        {
            return;
        }

        Console.WriteLine("-- The address for alerts");
        string why = "no mailbox of yours is known";
        try
        {
            if (await SignedInPerson.FindAsync() is { } person
                && !person.Email.Contains(OfGuest, StringComparison.Ordinal))
            {
                await AzdEnvironment.SetAsync(Variable, person.Email);
                return;
            }
        }
        catch (AzureCliException failure)
        {
            why = failure.Message;
        }

        Console.WriteLine($"   not set: {why}. To get the alerts: azd env set {Variable} ADDRESS");
    }
}
