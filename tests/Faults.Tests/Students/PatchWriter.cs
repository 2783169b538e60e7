using System.Net;
using System.Text.Json.Nodes;
using Lectern.Faults.Tests.Load;

namespace Lectern.Faults.Tests.Students;

/// <summary>
/// Changes a student that no other client changes, with If-Match. After a failure it reads the student: either the
/// change is there, or the ETag is still the same and the change can be sent again.
/// </summary>
internal sealed class PatchWriter(Client client) : Writer(client)
{
    private string _etag = "";
    private string _student = "";

    public override string Rows =>
        "select id::text, full_name || ' ' || version from students where email like $1 || '@patch.example.org'";

    public override async Task EnterAsync()
    {
        var reply = await Client.PostAsync("students", new JsonObject
        {
            ["fullName"] = Client.Name,
            ["email"] = $"{Client.Name}-0@patch.example.org",
        });
        _student = (string)reply!.Json["id"]!;
        Know(reply, Client.Name);
    }

    public override async Task<bool> WriteAsync(string write)
    {
        bool isUnknown = false;
        for (int attempt = 0; attempt < Client.MaxTries; attempt++)
        {
            var body = new JsonObject { ["fullName"] = write };
            var reply = await Client.Run.Sender.TryAsync(
                HttpMethod.Patch, $"students/{_student}", body, ("If-Match", _etag));
            if (reply is { Status: HttpStatusCode.OK })
            {
                Know(reply, write);
                return true;
            }

            // The student changes only by an earlier try, which may still be under way when this client reads.
            Assert.True(reply is null || (isUnknown && reply.Status == HttpStatusCode.PreconditionFailed), $"{reply}");
            isUnknown = true;
            await Client.PauseAsync();
            var present = await Client.GetAsync($"students/{_student}");
            if ((string?)present.Json["fullName"] == write)
            {
                Know(present, write);
                return true;
            }

            Assert.Equal(_etag, present.ETag);
        }

        throw new TimeoutException($"PATCH: nothing but failures in {Client.MaxTries} tries.");
    }

    /// <summary>The version is part of the value: a change that was made twice would count twice.</summary>
    private void Know(Reply student, string fullName)
    {
        _etag = student.ETag!;
        Client.Run.Ledger.Acknowledge(new(Kind, _student), $"{fullName} {_etag.Trim('"')}");
    }
}
