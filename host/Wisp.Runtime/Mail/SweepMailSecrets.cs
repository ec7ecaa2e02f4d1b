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
              select id, state = 'queued' as waits from host.mail
              where secrets is not null and secrets_expire_at < $1 and state <> 'sending' for update skip locked),
            erased as (
              update host.mail m set secrets = null,
                state = case when e.waits then 'refused' else m.state end,
                answer = case when e.waits then $2 else m.answer end,
                ended_at = case when e.waits then now() else m.ended_at end
              from expired e where m.id = e.id
              returning m.id, e.waits)
            insert into host.mail_event (mail_id, what, answer) select id, 'refused', $2 from erased where waits
            """, clock.GetUtcNow(), text["mail.expired"].Value).RunAsync(cancellationToken);
        await step.ReportAsync(new JobCounts(erased, null, 0, 0));
        return StepResult.Done();
    }
}
