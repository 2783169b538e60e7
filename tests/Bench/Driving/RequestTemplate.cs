using System.Globalization;
using System.Text;

namespace Lectern.Bench.Driving;

/// <summary>The requests of one client; see <see cref="DriveJob.Request"/>.</summary>
internal sealed class RequestTemplate(DriveJob job, int client)
{
    private const long FirstNumber = 100_000_000_000;
    private static readonly string[] Places = ["{id}", "{own}", "{number}", "{digit}", "{etag}"];

    private static long _lastNumber = FirstNumber;

    private readonly Random _random = new(client);
    private readonly byte[]? _constant =
        Places.Any(job.Request.Contains) ? null : Encoding.Latin1.GetBytes(job.Request);

    public string ETag { get; set; } = "";

    public ReadOnlyMemory<byte> First => Fill(job.First!);

    public ReadOnlyMemory<byte> Next => _constant ?? Fill(job.Request);

    private byte[] Fill(string text)
    {
        long number = Interlocked.Increment(ref _lastNumber);
        var filled = new StringBuilder(text)
            .Replace("{number}", number.ToString(CultureInfo.InvariantCulture))
            .Replace("{digit}", (number % 9 + 1).ToString(CultureInfo.InvariantCulture))
            .Replace("{etag}", ETag);
        if (job.Ids.Count > 0)
        {
            filled.Replace("{id}", job.Ids[_random.Next(job.Ids.Count)].ToString())
                .Replace("{own}", job.Ids[client % job.Ids.Count].ToString());
        }

        return Encoding.Latin1.GetBytes(filled.ToString());
    }
}
