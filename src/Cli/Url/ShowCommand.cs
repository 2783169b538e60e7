using System.CommandLine;
using System.Globalization;
using Lectern.Cli.Features;
using Lectern.DatabaseUrls;

namespace Lectern.Cli.Url;

/// <summary><c>lectern url show</c>: shows the parts of a connection string.</summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var url = new UrlArgument();
        var showPassword = CommonOptions.ShowPassword();
        var json = CommonOptions.Json();
        var command = new Command(
            "show", "Show the parts of a connection string. Example: lectern url show postgresql://ada@db:5433/school")
        {
            url, showPassword, json,
        };
        command.SetAction(parsed =>
        {
            var answer = new Answer(parsed.GetValue(json));
            return answer.Try(() => Show(
                DatabaseUrl.Parse(parsed.GetRequiredValue(url)), parsed.GetValue(showPassword), answer));
        });
        return command;
    }

    private static void Show(DatabaseUrl read, bool withPassword, Answer answer)
    {
        var url = withPassword ? read : read.HideSecrets();
        var result = new
        {
            Driver = Drivers.NameOf(url.Driver),
            Url = url.ToString(),
            Hosts = url.Hosts.Select(host => new { host.Name, host.Port, host.IsSocket }),
            url.User,
            url.Password,
            url.Database,
            url.Parameters,
            url.IsPooled,
            url.Notes,
        };
        answer.Write(result, () => Table(url));
        Answer.Say(url.Notes);
    }

    private static void Table(DatabaseUrl url)
    {
        var rows = new List<string[]>();
        Row("url", url.ToString());
        Row("written for", Drivers.NameOf(url.Driver));
        foreach (var host in url.Hosts)
        {
            Row(host.IsSocket ? "socket" : "host", host.Name.Length == 0 ? "(the driver's default)" : host.Name);
            Row("port", host.Port?.ToString(CultureInfo.InvariantCulture));
        }

        Row("user", url.User);
        Row("password", url.Password);
        Row("database", url.Database);
        foreach (var (name, value) in url.Parameters)
        {
            Row(name, value);
        }

        Screen.WriteColumns(rows);

        void Row(string name, string? value)
        {
            if (value is not null)
            {
                rows.Add([name, value]);
            }
        }
    }
}
