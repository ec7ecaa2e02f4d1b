using Wisp.Contracts.Billing;
using Wisp.Contracts.Clients;

namespace Wisp.Modules.Portal.Features.Profile;

/// <summary>What a subscriber may change of himself. Mail is left out while he is not billed.</summary>
internal sealed record OwnData(
    string? Phone, string? PhoneMobile, string? Address, string? AddressAdditionalData, string? ZipCode, bool HasMail, string? NotifyEmails, bool EmailOnInvoice, bool EmailOnPayment)
{
    public static OwnData Of(ClientContact contact, SubscriberMailChoice? mail) => new(
        contact.Phone, contact.PhoneMobile, contact.Address, contact.AddressAdditionalData, contact.ZipCode, mail is not null, mail?.NotifyEmails,
        mail?.EmailOnInvoice ?? false, mail?.EmailOnPayment ?? false);

    public ContactChange Contact() => new(Phone, PhoneMobile, Address, AddressAdditionalData, ZipCode);

    public SubscriberMailChoice Mail() => new(NotifyEmails, EmailOnInvoice, EmailOnPayment);

    /// <summary>Its fields by name, for people to compare.</summary>
    public IReadOnlyList<(string Field, string? Value)> Fields(Func<bool, string> yesNo) =>
    [
        (nameof(Phone), Phone), (nameof(PhoneMobile), PhoneMobile), (nameof(Address), Address), (nameof(AddressAdditionalData), AddressAdditionalData), (nameof(ZipCode), ZipCode),
        .. HasMail ? new (string, string?)[] { (nameof(NotifyEmails), NotifyEmails), (nameof(EmailOnInvoice), yesNo(EmailOnInvoice)), (nameof(EmailOnPayment), yesNo(EmailOnPayment)) } : [],
    ];

    /// <summary>This, with what differs between two others as in the second of them: nobody's change in between is undone.</summary>
    public OwnData With(OwnData before, OwnData wanted)
    {
        T Pick<T>(Func<OwnData, T> of) => EqualityComparer<T>.Default.Equals(of(before), of(wanted)) ? of(this) : of(wanted);
        return new(
            Pick(one => one.Phone), Pick(one => one.PhoneMobile), Pick(one => one.Address), Pick(one => one.AddressAdditionalData), Pick(one => one.ZipCode), HasMail,
            Pick(one => one.NotifyEmails), Pick(one => one.EmailOnInvoice), Pick(one => one.EmailOnPayment));
    }
}
