using Wisp.Sdk;

namespace Wisp.Runtime.Mail;

/// <summary>Erases secret parts that expired before their message left; such a message is then refused.</summary>
internal sealed class SweepMailSecrets(TimeProvider clock, Microsoft.Extensions.Localization.IStringLocalizer<RuntimeText> text) : IJob
{
    public const string Key = "host.sweep-mail";

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var erased = await step.Transaction.Connection.Sql(
            """
            with expired as (
              update host.mail set secrets = null,
                state = case when state = 'queued' then 'refused' else state end,
                answer = case when state = 'queued' then $2 else answer end,
                ended_at = case when state = 'queued' then now() else ended_at end
              where secrets is not null and secrets_expire_at < $1 and state <> 'sending'
              returning id, state)
            insert into host.mail_event (mail_id, what, answer) select id, 'refused', $2 from expired where state = 'refused'
            """, clock.GetUtcNow(), text["mail.expired"].Value).RunAsync(cancellationToken);
        await step.ReportAsync(new JobCounts(erased, null, 0, 0));
        return StepResult.Done();
    }
}
