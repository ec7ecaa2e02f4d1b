using Wisp.Modules.Clients.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Bounces;

/// <summary>Mail to an address came back.</summary>
/// <param name="At">When that was known.</param>
/// <param name="Reason">The other server's words.</param>
internal sealed record EmailBounce(DateTimeOffset At, string Reason);

/// <summary>Tells whether mail to an address came back, so that a wrong one is mended (MAIL-10).</summary>
[Feature]
internal sealed class FindBounce(IDatabase<ClientsDb> database)
{
    public async Task<EmailBounce?> RunAsync(string? email, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(email)
            ? null
            : (await database.Source.Sql(
                "select bounced_at, bounce_reason from host.bounces_v1 where address = lower($1) order by bounced_at desc limit 1", email.Trim())
            .ListAsync(row => new EmailBounce(row.GetFieldValue<DateTimeOffset>(0), row.GetString(1)), cancellationToken)).SingleOrDefault();
}
