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

package io.github.mptcpspring.linux;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads the addresses that {@link SystemCalls#getsockname} and
 * {@link SystemCalls#getpeername} write.
 *
 * <pre>
 * struct sockaddr_in {            struct sockaddr_in6 {
 *     sa_family_t    sin_family;      sa_family_t     sin6_family;
 *     in_port_t      sin_port;        in_port_t       sin6_port;
 *     struct in_addr sin_addr;        uint32_t        sin6_flowinfo;
 *     char           sin_zero[8];     struct in6_addr sin6_addr;
 * };                                  uint32_t        sin6_scope_id;
 *                                 };
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/ip.7.html">ip(7)</a>
 * @see <a href="https://man7.org/linux/man-pages/man7/ipv6.7.html">ipv6(7)</a>
 */
public final class SocketAddressLayout {

	/** Length of {@code struct sockaddr_storage}, which holds every address, in bytes. */
	public static final int MAX_LENGTH = 128;

	/** Length of {@code struct sockaddr_in6}, which holds every IP address, in bytes. */
	public static final int INET_LENGTH = 28;

	private static final ValueLayout.OfShort FAMILY = ValueLayout.JAVA_SHORT;

	private static final ValueLayout.OfShort PORT = ValueLayout.JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);

	static final StructLayout SOCKADDR_IN = MemoryLayout
		.structLayout(FAMILY.withName("sin_family"), PORT.withName("sin_port"),
				MemoryLayout.sequenceLayout(4, ValueLayout.JAVA_BYTE).withName("sin_addr"),
				MemoryLayout.sequenceLayout(8, ValueLayout.JAVA_BYTE).withName("sin_zero"))
		.withName("sockaddr_in");

	static final StructLayout SOCKADDR_IN6 = MemoryLayout
		.structLayout(FAMILY.withName("sin6_family"), PORT.withName("sin6_port"),
				ValueLayout.JAVA_INT.withName("sin6_flowinfo"),
				MemoryLayout.sequenceLayout(16, ValueLayout.JAVA_BYTE).withName("sin6_addr"),
				ValueLayout.JAVA_INT.withName("sin6_scope_id"))
		.withName("sockaddr_in6");

	private SocketAddressLayout() {
	}

	/**
	 * Whether the kernel wrote a whole IPv4 or IPv6 address.
	 * @param address what the system call wrote
	 * @param length the length that it answered, or {@code -errno}
	 * @return whether {@link #portOf} and {@link #read} read what it wrote
	 */
	public static boolean isInet(byte[] address, int length) {
		if (length < (int) SOCKADDR_IN.byteSize()) {
			return false;
		}
		int family = familyOf(address);
		return family == Socket.AF_INET || (family == Socket.AF_INET6 && length >= INET_LENGTH);
	}

	/**
	 * Answer the family of an address, which is the domain of its socket.
	 * @param address what the system call wrote
	 * @return {@link Socket#AF_INET}, {@link Socket#AF_INET6} or another
	 */
	public static int familyOf(byte[] address) {
		return NativeBytes.getShort(address, 0);
	}

	/**
	 * Answer the port of an address.
	 * @param address what the system call wrote
	 * @return the port, 0 to 65535
	 */
	public static int portOf(byte[] address) {
		// Both families have it at the same place, in network byte order
		return NativeBytes.getUnsignedByte(address, 2) << 8 | NativeBytes.getUnsignedByte(address, 3);
	}

	/**
	 * Answer an address as the JDK writes it.
	 * @param addresses what the kernel wrote
	 * @param offset where the address begins, in bytes
	 * @return the address, an IPv4 address also when it came as an IPv4-mapped IPv6
	 * address; empty when it is of another family
	 */
	public static Optional<InetSocketAddress> read(byte[] addresses, int offset) {
		byte[] address = Arrays.copyOfRange(addresses, offset, offset + INET_LENGTH);
		return switch (familyOf(address)) {
			case Socket.AF_INET -> Optional.of(inet(address, SOCKADDR_IN, "sin_addr"));
			case Socket.AF_INET6 -> Optional.of(inet(address, SOCKADDR_IN6, "sin6_addr"));
			default -> Optional.empty();
		};
	}

	private static InetSocketAddress inet(byte[] address, StructLayout layout, String field) {
		PathElement path = PathElement.groupElement(field);
		int start = (int) layout.byteOffset(path);
		byte[] host = Arrays.copyOfRange(address, start, start + (int) layout.select(path).byteSize());
		try {
			return new InetSocketAddress(InetAddress.getByAddress(host), portOf(address));
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException("The length of an address is fixed", ex);
		}
	}

	/**
	 * Whether an address says that its socket was never bound: the wildcard address and
	 * port 0.
	 * @param address what the system call wrote
	 * @return whether it is {@code 0.0.0.0:0} or {@code [::]:0}
	 * @throws IllegalArgumentException when it is neither an IPv4 nor an IPv6 address
	 */
	public static boolean isUnbound(byte[] address) {
		MemorySegment segment = MemorySegment.ofArray(address);
		int family = familyOf(address);
		return switch (family) {
			case Socket.AF_INET -> isZero(segment, SOCKADDR_IN, "sin_port") && isZero(segment, SOCKADDR_IN, "sin_addr");
			case Socket.AF_INET6 ->
				isZero(segment, SOCKADDR_IN6, "sin6_port") && isZero(segment, SOCKADDR_IN6, "sin6_addr");
			default -> throw new IllegalArgumentException("Not an IPv4 or IPv6 address: family " + family);
		};
	}

	private static boolean isZero(MemorySegment address, StructLayout layout, String field) {
		PathElement path = PathElement.groupElement(field);
		MemorySegment slice = address.asSlice(layout.byteOffset(path), layout.select(path).byteSize());
		return slice.mismatch(MemorySegment.ofArray(new byte[(int) slice.byteSize()])) == -1;
	}

}
