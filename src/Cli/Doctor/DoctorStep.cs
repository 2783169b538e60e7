namespace Lectern.Cli.Doctor;

/// <summary>One step of an examination.</summary>
/// <param name="Name">The name in the output, in <c>--json</c> and in docs/doctor.md.</param>
/// <param name="RunAsync">Only reads; it changes nothing.</param>
/// <param name="Needs">The steps that must succeed first; if one fails, this step is skipped.</param>
internal sealed record DoctorStep(
    string Name, Func<ExaminedDatabase, CancellationToken, Task<Finding>> RunAsync, params DoctorStep[] Needs)
{
    private static readonly DoctorStep Url = new("url", UrlStep.RunAsync);
    private static readonly DoctorStep Dns = new("dns", DnsStep.RunAsync, Url);
    private static readonly DoctorStep Tcp = new("tcp", TcpStep.RunAsync, Dns);
    private static readonly DoctorStep Tls = new("tls", TlsStep.RunAsync, Tcp);
    private static readonly DoctorStep Authentication = new("authentication", AuthenticationStep.RunAsync, Tls);
    private static readonly DoctorStep Server = new("server", ServerStep.RunAsync, Authentication);
    private static readonly DoctorStep Rights =
        new("rights", RightsStep.RunAsync, Authentication) { IsForServing = true };

    /// <summary>Does it check what the application needs and migrations do not?</summary>
    public bool IsForServing { get; private init; }

    /// <summary>The steps in the order in which they run.</summary>
    public static IReadOnlyList<DoctorStep> All { get; } =
    [
        Url, Dns, Tcp, Tls, Authentication, Server,
        new("application connection", ApplicationConnectionStep.RunAsync, Server) { IsForServing = true },
        new("migration connection", MigrationConnectionStep.RunAsync, Server),
        Rights,
        new("schema", SchemaStep.RunAsync, Rights) { IsForServing = true },
        new("pool", PoolStep.RunAsync, Server) { IsForServing = true },
        new("replicas", ReplicasStep.RunAsync, Server),
        new("clock", ClockStep.RunAsync, Authentication),
        new("settings", SettingsStep.RunAsync, Authentication),
    ];
}
