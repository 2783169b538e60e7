using Lectern.DatabaseUrls;

namespace Lectern.Database.Doctor;

/// <summary>Is the connection string one that Npgsql can open?</summary>
internal static class UrlStep
{
    public static Task<Finding> TakeAsync(Patient patient, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Read(patient));
    }

    private static Finding Read(Patient patient)
    {
        try
        {
            var url = DatabaseUrl.Parse(patient.Examination.Url);
            url.ToNpgsql(Purpose.Application);
            patient.Url = url;
            DatabaseHost[] hosts = url.Hosts.IsEmpty ? [new("")] : [.. url.Hosts];
            patient.Endpoints = [.. hosts.Select(host => new Endpoint(host))];
            return Finding.Ok(url.ToString());
        }
        catch (DatabaseUrlException mistake)
        {
            return Finding.Fault(mistake.Mistake.Problem, mistake.Mistake.Remedy);
        }
    }
}
