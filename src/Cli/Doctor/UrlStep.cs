using Lectern.DatabaseUrls;

namespace Lectern.Cli.Doctor;

/// <summary>Can Npgsql use the connection string?</summary>
internal static class UrlStep
{
    public static Task<Finding> RunAsync(ExaminedDatabase examined, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Read(examined));
    }

    private static Finding Read(ExaminedDatabase examined)
    {
        try
        {
            var url = DatabaseUrl.Parse(examined.Examination.Url);
            url.ToNpgsql(Purpose.Application);
            examined.Url = url;
            DatabaseHost[] hosts = url.Hosts.IsEmpty ? [new("")] : [.. url.Hosts];
            examined.Endpoints = [.. hosts.Select(host => new Endpoint(host))];
            return Finding.Ok(url.ToString());
        }
        catch (DatabaseUrlException mistake)
        {
            return Finding.Fault(mistake.Mistake.Problem, mistake.Mistake.Remedy);
        }
    }
}
