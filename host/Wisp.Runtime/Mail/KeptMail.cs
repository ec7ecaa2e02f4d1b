using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Runtime.Mail;

/// <summary>Mail that waits for a person, since there is no server.</summary>
public sealed class KeptMail(IDatabase<HostDb> database)
{
    /// <summary>
    /// Keeps what waits while no server is set: it must not leave by itself when, weeks later, another is. What carries a secret expires.
    /// Asks for the setting itself, since ours may be a few seconds old.
    /// </summary>
    public Task<int> KeepAsync(CancellationToken cancellationToken) =>
        database.Source.Sql(
            """
            update host.mail set state = 'kept'
            where state = 'queued' and secrets is null
              and not exists (select from host.setting where key = 'host.mail' and value ->> 'host' <> '')
            """).RunAsync(cancellationToken);
}
