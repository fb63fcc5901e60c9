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

package io.github.mptcpspring.internal.linux.struct;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

import io.github.mptcpspring.internal.linux.SysSocket;

/**
 * The address of a socket. IPv4 and IPv6 addresses are supported.
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
public final class SockAddr extends Struct {

	/** Length of {@code struct sockaddr_storage}, which holds every address, in bytes. */
	static final int STORAGE_LENGTH = 128;

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

	/** The same in both families. */
	private static final int FAMILY_OFFSET = offset(SOCKADDR_IN, "sin_family");

	/** The same in both families. */
	private static final int PORT_OFFSET = offset(SOCKADDR_IN, "sin_port");

	private static final int SIN_ADDR = offset(SOCKADDR_IN, "sin_addr");

	private static final int SIN_ADDR_LENGTH = length(SOCKADDR_IN, "sin_addr");

	private static final int SIN6_ADDR = offset(SOCKADDR_IN6, "sin6_addr");

	private static final int SIN6_ADDR_LENGTH = length(SOCKADDR_IN6, "sin6_addr");

	private static final int AF_UNSPEC = 0;

	/**
	 * Create a view that the kernel can write, large enough for IPv4 and IPv6 addresses.
	 */
	public SockAddr() {
		this(new byte[(int) SOCKADDR_IN6.byteSize()]);
	}

	/**
	 * Create a view of an array that the kernel can write.
	 * @param bytes receives the address, cut off at its length
	 */
	public SockAddr(byte[] bytes) {
		this(bytes, 0, 0);
	}

	SockAddr(byte[] bytes, int offset, int length) {
		super(bytes, offset, length);
	}

	private static int offset(StructLayout layout, String field) {
		return (int) layout.byteOffset(PathElement.groupElement(field));
	}

	private static int length(StructLayout layout, String field) {
		return (int) layout.select(PathElement.groupElement(field)).byteSize();
	}

	/**
	 * Return the family, which is the domain of the socket.
	 * @return {@code AF_INET}, {@code AF_INET6} or another family, {@code AF_UNSPEC} if
	 * the kernel wrote none
	 */
	public int family() {
		return has(FAMILY_OFFSET, Short.BYTES) ? getShort(FAMILY_OFFSET) : AF_UNSPEC;
	}

	/**
	 * Return whether the kernel wrote a complete IPv4 or IPv6 address.
	 * @return {@code true} if {@link #port} and {@link #toInetSocketAddress} can be used
	 */
	public boolean isInet() {
		return switch (family()) {
			case SysSocket.AF_INET -> has(0, (int) SOCKADDR_IN.byteSize());
			case SysSocket.AF_INET6 -> has(0, (int) SOCKADDR_IN6.byteSize());
			default -> false;
		};
	}

	/**
	 * Return the port.
	 * @return the port, 0 to 65535, or -1 if there is no IPv4 or IPv6 address
	 */
	public int port() {
		return isInet() ? readPort() : -1;
	}

	// In network byte order
	private int readPort() {
		return getUnsignedByte(PORT_OFFSET) << 8 | getUnsignedByte(PORT_OFFSET + 1);
	}

	/**
	 * Return the address as an object of the JDK.
	 * @return the address, IPv4 also for an IPv4-mapped IPv6 address, or empty if there
	 * is no IPv4 or IPv6 address
	 */
	public Optional<InetSocketAddress> toInetSocketAddress() {
		return isInet() ? Optional.of(new InetSocketAddress(host(), readPort())) : Optional.empty();
	}

	private InetAddress host() {
		int start = at(hostOffset());
		try {
			return InetAddress.getByAddress(Arrays.copyOfRange(array(), start, start + hostLength()));
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException("The length of an address is fixed", ex);
		}
	}

	private int hostOffset() {
		return (family() == SysSocket.AF_INET6) ? SIN6_ADDR : SIN_ADDR;
	}

	private int hostLength() {
		return (family() == SysSocket.AF_INET6) ? SIN6_ADDR_LENGTH : SIN_ADDR_LENGTH;
	}

	/**
	 * Return whether this is the address of a socket that is not bound: the wildcard
	 * address and port 0.
	 * @return {@code true} if it is {@code 0.0.0.0:0} or {@code [::]:0}
	 * @throws IllegalArgumentException if it is neither an IPv4 nor an IPv6 address
	 */
	public boolean isUnbound() {
		if (!isInet()) {
			throw new IllegalArgumentException("Not an IPv4 or IPv6 address: family " + family());
		}
		return readPort() == 0 && isHostZero();
	}

	private boolean isHostZero() {
		int start = hostOffset();
		for (int i = start; i < start + hostLength(); i++) {
			if (getUnsignedByte(i) != 0) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Return whether another view has the same content.
	 * @param other the other view
	 * @return {@code true} if all bytes are equal
	 */
	public boolean isSameAs(SockAddr other) {
		return Arrays.equals(array(), at(0), at(length()), other.array(), other.at(0), other.at(other.length()));
	}

}
