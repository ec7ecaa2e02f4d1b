using Wisp.Contracts.Portal;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Notices;

/// <summary>A payment that was told of and refused.</summary>
internal sealed class TellOfVoucher(NoticeLedger ledger, IIsp isp) : IEventHandler<VoucherAnswered>
{
    public async Task HandleAsync(VoucherAnswered payload, IWispTransaction transaction, CancellationToken cancellationToken)
    {
        if (payload.Reason is not { } reason) return;
        await ledger.TellAsync(
            transaction, NoticeKinds.VoucherRefused, payload.At,
            """
            select $1::uuid as client_id, $2::text as key, jsonb_build_object('amount', $3::numeric, 'currency', $4::text, 'reason', $5::text) as arguments,
                   '/portal/vouchers'::text as url
            """, [payload.ClientId, $"{payload.VoucherId}", payload.Amount, (await isp.SettingsAsync(cancellationToken)).Currency, reason], cancellationToken);
    }
}

/// <summary>What was asked for, and is done or refused.</summary>
internal sealed class TellOfRequest(NoticeLedger ledger) : IEventHandler<RequestAnswered>
{
    public Task HandleAsync(RequestAnswered payload, IWispTransaction transaction, CancellationToken cancellationToken) => ledger.TellAsync(
        transaction, payload.Reason is null ? NoticeKinds.RequestAccepted : NoticeKinds.RequestRefused, payload.At,
        """
        select r.client_id, r.id::text as key, jsonb_build_object('reason', coalesce($2::text, '')) as arguments,
               case r.kind when 'plan' then '/portal/contracts/' || r.contract_id else '/portal/me' end as url
        from portal.request r where r.id = $1
        """, [payload.RequestId, payload.Reason ?? ""], cancellationToken);
}
