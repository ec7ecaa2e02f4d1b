using Wisp.Modules.Clients.Domain.Documents;

namespace Wisp.Modules.Clients.Domain;

/// <summary>Every rule on a client that needs no database. Form, import and API all pass through here.</summary>
internal static class ClientRules
{
    public const int NameLimit = 255;
    public const int DetailsLimit = 4000;

    /// <summary>Of the five name fields of a natural person (FORM-06).</summary>
    public const int NaturalNameMinimum = 4;

    public static ClientCheck Check(ClientDraft draft, string ispCountry)
    {
        var read = new DraftReader();
        var country = read.Country(nameof(draft.Country), draft.Country, ispCountry);
        var names = ReadNames(read, draft);
        var (documentType, document, documentKey) = ReadDocument(read, draft, country);
        var contact = Contact(read, draft, country);
        var email = read.Email(nameof(draft.Email), draft.Email);

        var values = new ClientValues
        {
            CustomId = read.Line(nameof(draft.CustomId), draft.CustomId, 50),
            KindPerson = draft.KindPerson,
            Name = names.Name ?? "",
            FirstName = names.FirstName,
            SecondName = names.SecondName,
            FirstSurname = names.FirstSurname,
            SecondSurname = names.SecondSurname,
            DocumentType = documentType,
            Document = document,
            DocumentKey = documentKey,
            Phone = contact.Phone,
            PhoneKey = contact.PhoneKey,
            PhoneMobile = contact.PhoneMobile,
            PhoneMobileKey = contact.PhoneMobileKey,
            Email = email,
            EmailKey = email?.ToLowerInvariant(),
            Details = read.Lines(nameof(draft.Details), draft.Details, DetailsLimit),
            Address = contact.Address,
            AddressAdditionalData = contact.AddressAdditionalData,
            ZipCode = contact.ZipCode,
            Country = country,
            StateId = draft.StateId,
            CityId = draft.CityId,
            NeighborhoodId = draft.NeighborhoodId == ClientDraft.Nowhere ? null : draft.NeighborhoodId,
            NeighborhoodByHand = draft.NeighborhoodId is not null,
            ZoneId = draft.ZoneId == ClientDraft.Nowhere ? null : draft.ZoneId,
            ZoneByHand = draft.ZoneId is not null,
            Location = read.Location(draft.Latitude, draft.Longitude, country),
            SellerId = draft.SellerId,
            CollectorId = draft.CollectorId,
        };
        return new ClientCheck(read.Errors.Count == 0 ? values : null, read.Errors, read.Doubts);
    }

    /// <summary>Phones and address alone, which a client may change himself.</summary>
    public static ContactValues Contact(DraftReader read, ClientDraft draft, string country)
    {
        var (phone, phoneKey) = read.Phone(nameof(draft.Phone), draft.Phone, country);
        var (mobile, mobileKey) = read.Phone(nameof(draft.PhoneMobile), draft.PhoneMobile, country);
        return new ContactValues(
            phone, phoneKey, mobile, mobileKey, read.Line(nameof(draft.Address), draft.Address, 255),
            read.Line(nameof(draft.AddressAdditionalData), draft.AddressAdditionalData, 255), read.Line(nameof(draft.ZipCode), draft.ZipCode, 20));
    }

    private static Names ReadNames(DraftReader read, ClientDraft draft)
    {
        var name = read.Line(nameof(draft.Name), draft.Name, NameLimit);
        if (draft.KindPerson != PersonKind.Natural)
        {
            if (name is null && !read.Failed(nameof(draft.Name))) read.Fail(nameof(draft.Name), draft.Name, "rule.name-required");
            return new Names(name, null, null, null, null);
        }

        var names = new Names(
            name,
            read.Line(nameof(draft.FirstName), draft.FirstName, 100),
            read.Line(nameof(draft.SecondName), draft.SecondName, 100),
            read.Line(nameof(draft.FirstSurname), draft.FirstSurname, 100),
            read.Line(nameof(draft.SecondSurname), draft.SecondSurname, 100));
        if (names.Given < NaturalNameMinimum && read.Errors.Count == 0)
            read.Fail(nameof(draft.Name), draft.Name, "rule.natural-names", NaturalNameMinimum, names.Given);
        var composed = names.Composed();
        read.Line(nameof(draft.Name), composed.Name, NameLimit);
        return composed;
    }

    private static (string? Type, string? Number, string? Key) ReadDocument(DraftReader read, ClientDraft draft, string country)
    {
        if (read.Document(nameof(draft.Document), draft.Document) is not { } typed) return default;

        var number = DocumentNumber.Of(typed);
        var documents = CountryDocuments.Of(country);
        var type = documents.Find(string.IsNullOrWhiteSpace(draft.DocumentType) ? documents.Guess(number.Key) : draft.DocumentType.Trim());
        if (type is null)
            read.Fail(nameof(draft.DocumentType), draft.DocumentType, "rule.document-type", string.Join(", ", documents.Types.Select(t => t.Code)));
        else if (type.Check(number) is { } finding)
            Tell(finding, type.Code);
        return (type?.Code, number.Typed, number.Key);

        void Tell(DocumentFinding finding, string code)
        {
            if (finding.IsHard) read.Fail(nameof(draft.Document), draft.Document, $"rule.document.{finding.Fault}", code);
            else read.Doubt(nameof(draft.Document), draft.Document, $"doubt.document.{finding.Fault}", code);
        }
    }

    private sealed record Names(string? Name, string? FirstName, string? SecondName, string? FirstSurname, string? SecondSurname)
    {
        private IEnumerable<string> Parts => new[] { FirstName, SecondName, FirstSurname, SecondSurname }.OfType<string>();

        public int Given => Parts.Count() + (Name is null ? 0 : 1);

        public Names Composed() => Name is null ? this with { Name = string.Join(' ', Parts) } : this;
    }
}
