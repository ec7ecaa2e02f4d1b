using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Wisp.Contracts.Billing;

/// <summary>
/// The square code of an Argentine voucher that ARCA authorised (RG 4892, version 1): an address that holds the voucher's data as JSON in Base64,
/// keys in the order of the resolution, without blanks, numbers without needless zeros.
/// </summary>
/// <param name="On">Date of the voucher.</param>
/// <param name="Issuer">CUIT of the issuer, 11 digits.</param>
/// <param name="PointOfSale">1 to 99999.</param>
/// <param name="VoucherCode">Kind of voucher, 1 to 999.</param>
/// <param name="Number">1 to 99999999.</param>
/// <param name="Total">In the voucher's currency.</param>
/// <param name="Currency">ARCA's code: <c>PES</c>, <c>DOL</c>, <c>060</c>.</param>
/// <param name="ExchangeRate">Pesos for one of the currency; 1 for pesos.</param>
/// <param name="Authorization">The CAE, 14 digits.</param>
public sealed record ArcaQr(
    DateOnly On, long Issuer, int PointOfSale, int VoucherCode, long Number, decimal Total, string Currency, decimal ExchangeRate, long Authorization)
{
    /// <summary>Where the code points unless told otherwise; the data follow.</summary>
    public const string Address = "https://www.afip.gob.ar/fe/qr/?p=";

    // Dividing by it takes the zeros at the end of a decimal away.
    private const decimal One = 1.000000000000000000000000000000000m;

    /// <summary>Kind of the receiver's document, 0 to 99, or <c>null</c>: then there is none.</summary>
    public int? ReceiverDocumentType { get; init; }

    /// <summary>Number of the receiver's document; 0 when it is not known.</summary>
    public long ReceiverDocument { get; init; }

    /// <summary>The text of the code.</summary>
    /// <param name="address">Where it points: up to and with <c>?p=</c>.</param>
    public string Text(string address = Address) => address + Convert.ToBase64String(Encoding.ASCII.GetBytes(Json()));

    private string Json()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("ver", 1);
            json.WriteString("fecha", On.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
            json.WriteNumber("cuit", Issuer);
            json.WriteNumber("ptoVta", PointOfSale);
            json.WriteNumber("tipoCmp", VoucherCode);
            json.WriteNumber("nroCmp", Number);
            json.WriteNumber("importe", Total / One);
            json.WriteString("moneda", Currency);
            json.WriteNumber("ctz", ExchangeRate / One);
            if (ReceiverDocumentType is { } type)
            {
                json.WriteNumber("tipoDocRec", type);
                json.WriteNumber("nroDocRec", ReceiverDocument);
            }

            json.WriteString("tipoCodAut", "E");
            json.WriteNumber("codAut", Authorization);
            json.WriteEndObject();
        }

        return Encoding.ASCII.GetString(buffer.WrittenSpan);
    }
}
