namespace Lectern.Database.Doctor;

/// <summary>One step of an examination.</summary>
/// <param name="Name">What people and <c>--json</c> call it.</param>
/// <param name="TakeAsync">Looks, and changes nothing.</param>
/// <param name="Needs">The steps without which it could only repeat their fault.</param>
internal sealed record Step(
    string Name, Func<ExaminedDatabase, CancellationToken, Task<Finding>> TakeAsync, params Step[] Needs)
{
    private static readonly Step Url = new("url", UrlStep.TakeAsync);
    private static readonly Step Dns = new("dns", DnsStep.TakeAsync, Url);
    private static readonly Step Tcp = new("tcp", TcpStep.TakeAsync, Dns);
    private static readonly Step Tls = new("tls", TlsStep.TakeAsync, Tcp);
    private static readonly Step Authentication = new("authentication", AuthenticationStep.TakeAsync, Tls);
    private static readonly Step Server = new("server", ServerStep.TakeAsync, Authentication);
    private static readonly Step Rights =
        new("rights", RightsStep.TakeAsync, Authentication) { IsForServing = true };

    /// <summary>Does it look at what the serving side needs, and migrations do not?</summary>
    public bool IsForServing { get; private init; }

    /// <summary>The steps in the order in which they are taken.</summary>
    public static IReadOnlyList<Step> All { get; } =
    [
        Url, Dns, Tcp, Tls, Authentication, Server,
        new("application door", ApplicationDoorStep.TakeAsync, Server) { IsForServing = true },
        new("migration door", MigrationDoorStep.TakeAsync, Server),
        Rights,
        new("schema", SchemaStep.TakeAsync, Rights) { IsForServing = true },
        new("pool", PoolStep.TakeAsync, Server) { IsForServing = true },
        new("replicas", ReplicasStep.TakeAsync, Server),
        new("clock", ClockStep.TakeAsync, Authentication),
        new("settings", SettingsStep.TakeAsync, Authentication),
    ];
}
