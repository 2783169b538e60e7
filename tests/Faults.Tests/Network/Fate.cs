namespace Lectern.Faults.Tests.Network;

/// <summary>What the proxy does with the bytes that a client sends.</summary>
internal enum Fate
{
    Passed,

    /// <summary>The server gets them. Its reply is dropped, and both connections are reset.</summary>
    ReplyLost,

    /// <summary>The server does not get them, and both connections are reset.</summary>
    RequestLost,
}
