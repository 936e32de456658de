package load

import "encoding/binary"

const (
	// tens are the two digits of each number below 100.
	tens = "0001020304050607080910111213141516171819" +
		"2021222324252627282930313233343536373839" +
		"4041424344454647484950515253545556575859" +
		"6061626364656667686970717273747576777879" +
		"8081828384858687888990919293949596979899"
)

// appendTwo writes n, below 100, with two digits.
func appendTwo(b []byte, n uint32) []byte {
	return append(b, tens[2*n], tens[2*n+1])
}

// appendThree writes n, below 1000, with three digits.
func appendThree(b []byte, n uint32) []byte {
	return appendTwo(append(b, byte('0'+n/100)), n%100)
}

func appendNumber(b []byte, n uint32) []byte {
	switch {
	case n < 10:
		return append(b, byte('0'+n))
	case n < 100:
		return appendTwo(b, n)
	}
	return appendTwo(appendNumber(b, n/100), n%100)
}

// appendHex writes 16 hexadecimal digits. Eight at a time: the nibbles are
// spread to a byte each, and a digit above 9 is moved up to the letters.
func appendHex(b []byte, n uint64) []byte {
	b = binary.BigEndian.AppendUint64(b, hexDigits(uint32(n>>32)))
	return binary.BigEndian.AppendUint64(b, hexDigits(uint32(n)))
}

func hexDigits(n uint32) uint64 {
	x := uint64(n)
	x = (x<<16 | x) & 0x0000ffff_0000ffff
	x = (x<<8 | x) & 0x00ff00ff_00ff00ff
	x = (x<<4 | x) & 0x0f0f0f0f_0f0f0f0f
	letter := (x + 0x06060606_06060606) >> 4 & 0x01010101_01010101
	return x + 0x30303030_30303030 + letter*('a'-'0'-10)
}

// appendAddress writes one of 1,024 addresses of the blocks that are reserved
// for documentation (RFC 5737) and for benchmarks (RFC 2544).
func appendAddress(b []byte, n uint32) []byte {
	b = append(b, blocks[n>>8&3]...)
	return appendNumber(b, n&0xff)
}

var blocks = [4]string{"192.0.2.", "198.51.100.", "203.0.113.", "198.18.0."}
