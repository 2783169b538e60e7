namespace Lectern.Migrations.Archiving;

/// <summary>The rows that were moved or deleted, or that would be.</summary>
/// <param name="Messages">Messages that were moved.</param>
/// <param name="Payments">Payments that were moved.</param>
/// <param name="Refunds">Refunds that were moved with their payments.</param>
/// <param name="IdempotencyKeys">Expired idempotency keys that were deleted.</param>
public sealed record ArchiveResult(long Messages, long Payments, long Refunds, long IdempotencyKeys);

/// <summary>A partition, which has the rows of a year.</summary>
/// <param name="Table">For example <c>archive.messages_2019</c>.</param>
/// <param name="Rows">Its rows.</param>
public sealed record ArchivedYear(string Table, long Rows);
