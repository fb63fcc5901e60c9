/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Selects hosts that a client connects to, by their name or address:
 * <ul>
 * <li>{@code db.example.com}, a host name
 * <li>{@code .example.com} or {@code *.example.com}, all names that end so
 * <li>{@code 192.0.2.1} or {@code 2001:db8::1}, an address
 * <li>{@code 10.0.0.0/8} or {@code 2001:db8::/32}, a range of addresses (CIDR, RFC 4632)
 * </ul>
 * A name is compared with the one that the client was given, regardless of case. No name
 * is looked up, so a name does not match a client that was given an address, and an
 * address does not match a name that is not resolved.
 */
public final class DestinationPattern {

	private static final Pattern NAME = Pattern.compile("(\\*?\\.)?[\\p{L}\\p{N}_-]+(\\.[\\p{L}\\p{N}_-]+)*\\.?");

	private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

	private static final Pattern IPV4_LIKE = Pattern.compile("[\\d.]+");

	private final String text;

	private final Predicate<InetSocketAddress> predicate;

	private DestinationPattern(String text) {
		this.text = text;
		this.predicate = parse(text);
	}

	/**
	 * Create a new pattern.
	 * @param text a host name, the end of names, an address or a range of addresses
	 * @return the pattern
	 * @throws IllegalArgumentException if the text is none of these
	 */
	public static DestinationPattern of(String text) {
		return new DestinationPattern(text.trim());
	}

	/**
	 * Return whether an address is selected.
	 * @param destination the address that a client connects to
	 * @return {@code true} if its name or its address matches
	 */
	public boolean matches(InetSocketAddress destination) {
		return this.predicate.test(destination);
	}

	private static Predicate<InetSocketAddress> parse(String text) {
		int slash = text.indexOf('/');
		if (slash >= 0) {
			return range(text, parseAddress(text, text.substring(0, slash)), text.substring(slash + 1));
		}
		if (text.indexOf(':') >= 0 || IPV4_LIKE.matcher(text).matches()) {
			return range(parseAddress(text, text));
		}
		if (!NAME.matcher(text).matches()) {
			throw invalid(text);
		}
		String name = withoutFinalDot(text.toLowerCase(Locale.ROOT));
		if (name.startsWith("*")) {
			name = name.substring(1);
		}
		return name.startsWith(".") ? suffix(name) : name(name);
	}

	private static Predicate<InetSocketAddress> name(String name) {
		return (destination) -> name.equals(nameOf(destination));
	}

	private static Predicate<InetSocketAddress> suffix(String suffix) {
		return (destination) -> nameOf(destination).endsWith(suffix);
	}

	private static String nameOf(InetSocketAddress destination) {
		return withoutFinalDot(destination.getHostString().toLowerCase(Locale.ROOT));
	}

	private static String withoutFinalDot(String name) {
		return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
	}

	private static InetAddress parseAddress(String text, String address) {
		boolean plausible = IPV4.matcher(address).matches()
				|| (address.indexOf(':') >= 0 && address.indexOf('%') < 0 && !address.startsWith("["));
		if (!plausible) {
			throw invalid(text);
		}
		try {
			return InetAddress.ofLiteral(address);
		}
		catch (IllegalArgumentException ex) {
			throw invalid(text);
		}
	}

	private static Predicate<InetSocketAddress> range(InetAddress address) {
		return range(address.getAddress(), address.getAddress().length * Byte.SIZE);
	}

	private static Predicate<InetSocketAddress> range(String text, InetAddress network, String prefixLength) {
		byte[] address = network.getAddress();
		// A range of IPv4-mapped addresses is parsed as one of IPv4 addresses
		boolean mapped = text.indexOf(':') >= 0 && !(network instanceof Inet6Address);
		int length;
		try {
			length = Integer.parseUnsignedInt(prefixLength);
		}
		catch (NumberFormatException ex) {
			throw invalid(text);
		}
		if (mapped || prefixLength.startsWith("+") || length < 0 || length > address.length * Byte.SIZE) {
			throw invalid(text);
		}
		return range(address, length);
	}

	private static Predicate<InetSocketAddress> range(byte[] network, int prefixLength) {
		return (destination) -> {
			InetAddress address = destination.getAddress();
			return address != null && startsWith(address.getAddress(), network, prefixLength);
		};
	}

	private static boolean startsWith(byte[] address, byte[] network, int bits) {
		if (address.length != network.length) {
			return false;
		}
		for (int bit = 0; bit < bits; bit++) {
			int mask = 0x80 >>> (bit % Byte.SIZE);
			if (((address[bit / Byte.SIZE] ^ network[bit / Byte.SIZE]) & mask) != 0) {
				return false;
			}
		}
		return true;
	}

	private static IllegalArgumentException invalid(String text) {
		return new IllegalArgumentException("'" + text + "' is not a destination: use a host name (db.example.com), "
				+ "the end of names (.example.com), an address (192.0.2.1, 2001:db8::1) or a range of addresses "
				+ "(10.0.0.0/8, 2001:db8::/32), without a scheme and without a port");
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof DestinationPattern pattern && pattern.text.equals(this.text);
	}

	@Override
	public int hashCode() {
		return this.text.hashCode();
	}

	@Override
	public String toString() {
		return this.text;
	}

}
