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

package io.github.mptcpspring.internal.netlink;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.netlink.PathManagerEndpoint.Flag;

/**
 * Reads the limits and endpoints of the kernel's path manager (generic netlink family
 * {@code mptcp_pm}, Linux 5.7), which needs no privileges.
 *
 * @see <a href= "https://docs.kernel.org/netlink/specs/mptcp_pm.html">Family mptcp_pm</a>
 */
public final class PathManager {

	private static final int GENL_ID_CTRL = 0x10;

	private static final int CTRL_CMD_GETFAMILY = 3;

	private static final int CTRL_ATTR_FAMILY_ID = 1;

	private static final int CTRL_ATTR_FAMILY_NAME = 2;

	private static final int GET_ADDR = 3;

	private static final int GET_LIMITS = 6;

	/** {@code struct genlmsghdr}: command, version, and two reserved bytes. */
	private static final int GENERIC_HEADER_LENGTH = 4;

	private final SystemCalls calls;

	/**
	 * Create a new instance.
	 * @param calls the system calls
	 */
	public PathManager(SystemCalls calls) {
		this.calls = calls;
	}

	/**
	 * Read the limits.
	 * @return the limits
	 * @throws NetlinkException if the kernel rejects the request, with
	 * {@link Errno#ENOENT} if it has no path manager
	 */
	public PathManagerLimits limits() throws NetlinkException {
		NetlinkAttributes limits = ask(GET_LIMITS, 0).stream()
			.findFirst()
			.orElseThrow(() -> new NetlinkException("The path manager does not tell its limits", Errno.EIO));
		return new PathManagerLimits(limits.integer(Attribute.SUBFLOWS).orElse(0),
				limits.integer(Attribute.RCV_ADD_ADDRS).orElse(0));
	}

	/**
	 * Read the endpoints.
	 * @param devices the devices of the host, for their names
	 * @return the endpoints in the order of their identifiers
	 * @throws NetlinkException if the kernel rejects the request, with
	 * {@link Errno#ENOENT} if it has no path manager
	 */
	public List<PathManagerEndpoint> endpoints(NetworkDevices devices) throws NetlinkException {
		List<PathManagerEndpoint> endpoints = new ArrayList<>();
		for (NetlinkAttributes answer : ask(GET_ADDR, NetlinkSocket.NLM_F_DUMP)) {
			answer.nested(Attribute.ADDR).flatMap((endpoint) -> endpoint(endpoint, devices)).ifPresent(endpoints::add);
		}
		return List.copyOf(endpoints);
	}

	private static Optional<PathManagerEndpoint> endpoint(NetlinkAttributes endpoint, NetworkDevices devices) {
		return address(endpoint)
			.map((address) -> new PathManagerEndpoint(endpoint.unsignedByte(EndpointAttribute.ID).orElse(0), address,
					endpoint.unsignedShort(EndpointAttribute.PORT).filter((port) -> port != 0).orElse(null),
					endpoint.integer(EndpointAttribute.IF_IDX).flatMap(devices::findName).orElse(null),
					flags(endpoint.integer(EndpointAttribute.FLAGS).orElse(0))));
	}

	private static Optional<InetAddress> address(NetlinkAttributes endpoint) {
		return endpoint.bytes(EndpointAttribute.ADDR4, 4)
			.or(() -> endpoint.bytes(EndpointAttribute.ADDR6, 16))
			.map((address) -> {
				try {
					return InetAddress.getByAddress(address);
				}
				catch (UnknownHostException ex) {
					throw new IllegalStateException("The length of an address is fixed", ex);
				}
			});
	}

	private static Set<Flag> flags(int bits) {
		Set<Flag> flags = EnumSet.noneOf(Flag.class);
		for (Flag flag : Flag.values()) {
			if (flag.isIn(bits)) {
				flags.add(flag);
			}
		}
		return flags;
	}

	private List<NetlinkAttributes> ask(int command, int flags) throws NetlinkException {
		try (NetlinkSocket socket = NetlinkSocket.open(this.calls, SysSocket.NETLINK_GENERIC)) {
			return ask(socket, family(socket), flags, command, new byte[0]);
		}
	}

	private static int family(NetlinkSocket socket) throws NetlinkException {
		byte[] name = NetlinkAttributes.write(CTRL_ATTR_FAMILY_NAME, "mptcp_pm\0".getBytes(StandardCharsets.US_ASCII));
		for (NetlinkAttributes answer : ask(socket, GENL_ID_CTRL, 0, CTRL_CMD_GETFAMILY, name)) {
			Optional<Integer> id = answer.unsignedShort(CTRL_ATTR_FAMILY_ID);
			if (id.isPresent()) {
				return id.get();
			}
		}
		throw new NetlinkException("The kernel has no path manager", Errno.ENOENT);
	}

	private static List<NetlinkAttributes> ask(NetlinkSocket socket, int family, int flags, int command,
			byte[] attributes) throws NetlinkException {
		byte[] question = ByteBuffer.allocate(GENERIC_HEADER_LENGTH + attributes.length)
			.put((byte) command)
			.put((byte) 1)
			.putShort((short) 0)
			.put(attributes)
			.array();
		List<NetlinkAttributes> answers = new ArrayList<>();
		for (ByteBuffer answer : socket.ask(family, flags, question)) {
			answer.position(Math.min(GENERIC_HEADER_LENGTH, answer.limit()));
			answers.add(NetlinkAttributes.read(answer));
		}
		return answers;
	}

	/**
	 * The attributes {@code MPTCP_PM_ATTR_…} of messages.
	 */
	private static final class Attribute {

		static final int ADDR = 1;

		static final int RCV_ADD_ADDRS = 2;

		static final int SUBFLOWS = 3;

	}

	/**
	 * The attributes {@code MPTCP_PM_ADDR_ATTR_…} of an endpoint.
	 */
	private static final class EndpointAttribute {

		static final int ID = 2;

		static final int ADDR4 = 3;

		static final int ADDR6 = 4;

		static final int PORT = 5;

		static final int FLAGS = 6;

		static final int IF_IDX = 7;

	}

}
