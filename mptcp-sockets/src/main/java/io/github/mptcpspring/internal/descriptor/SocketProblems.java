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

package io.github.mptcpspring.internal.descriptor;

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SystemCallsUnavailableException;

/**
 * The problems that can prevent MPTCP.
 */
public final class SocketProblems {

	private static final String NEWER_KERNEL = "Run on Linux 5.17 or newer with CONFIG_MPTCP=y";

	private SocketProblems() {
	}

	static Problem otherSystem(String system) {
		return Problem.permanent("it takes Linux and this is " + system, NEWER_KERNEL);
	}

	static Problem systemCallsUnavailable(SystemCallsUnavailableException ex) {
		if (ex.isNativeAccessDenied()) {
			return Problem.permanent("the JVM forbids native access (JEP 472)",
					"Add 'Enable-Native-Access: ALL-UNNAMED' to the manifest of the application's jar, or"
							+ " --enable-native-access=ALL-UNNAMED to the options of the JVM");
		}
		return Problem.permanent("the system calls of Linux cannot be linked: " + ex.getMessage(),
				"Use a JDK 25 or newer for Linux that has the Foreign Function & Memory API");
	}

	/**
	 * Create the problem for a failed {@code socket(2)} of an MPTCP socket.
	 * <p>
	 * {@code EINVAL} and {@code EPROTONOSUPPORT} are permanent on a running kernel, as in
	 * Go ({@code net/mptcpsock_linux.go}); any other error is temporary.
	 * @param errno the error number
	 * @return the problem
	 */
	public static Problem socketFailed(int errno) {
		String name = Errno.name(errno);
		return switch (errno) {
			case Errno.EINVAL ->
				Problem.permanent("this kernel is older than Linux 5.6 and has no MPTCP (EINVAL)", NEWER_KERNEL);
			case Errno.EPROTONOSUPPORT ->
				Problem.permanent("this kernel was built without MPTCP (EPROTONOSUPPORT)", NEWER_KERNEL);
			case Errno.ENOPROTOOPT ->
				Problem.temporary("MPTCP is switched off in this network namespace, net.mptcp.enabled is 0",
						"Switch it on", "sysctl -w net.mptcp.enabled=1");
			case Errno.EPERM, Errno.EACCES ->
				Problem.temporary("a seccomp filter, SELinux or a BPF program forbids MPTCP sockets (" + name + ")",
						"Allow socket(2) with protocol 262 (IPPROTO_MPTCP) in the security profile of this process");
			case Errno.EMFILE -> Problem.temporary("this process has no file descriptor left (EMFILE)",
					"Raise its limit of open files (ulimit -n, LimitNOFILE= in a systemd unit)");
			case Errno.ENFILE -> Problem.temporary("this system has no file descriptor left (ENFILE)",
					"Raise the limit of open files of this system (fs.file-max), see what it is", "sysctl fs.file-max");
			case Errno.ENOBUFS, Errno.ENOMEM ->
				Problem.temporary("the kernel has no memory left for a socket (" + name + ")",
						"Give this system or its control group more memory");
			default -> Problem.temporary("socket(2) with protocol 262 (IPPROTO_MPTCP) failed with " + name,
					"See what stands in the way of another program", "mptcpize run curl http://localhost/");
		};
	}

	public static Problem optionNotSupported(SockOpt option, int errno) {
		if (errno != Errno.ENOPROTOOPT && errno != Errno.EOPNOTSUPP) {
			return Problem.temporary("setting " + option + " on an MPTCP socket failed with " + Errno.name(errno),
					"Try again");
		}
		return Problem.permanent("MPTCP sockets of this kernel refuse " + option + " (" + Errno.name(errno)
				+ "), which servers and clients of the JVM set", NEWER_KERNEL);
	}

	public static Problem optionNotCarried(SockOpt option, int errno) {
		return forSocket(option + " is set on it and an MPTCP socket does not take it (" + Errno.name(errno) + ")",
				"Do not set " + option);
	}

	public static Problem optionNotKept(SockOpt option) {
		return forSocket(option + " is set on it and an MPTCP socket takes it without effect", "Do not set " + option);
	}

	public static Problem attachedNotCarried() {
		return forSocket(
				"a filter, a key (TCP_MD5SIG) or IPv6 extension headers are attached to it, which MPTCP does not take",
				"Do not attach them");
	}

	public static Problem callFailed(String call, int errno) {
		return forSocket(call + " failed with " + Errno.name(errno), "Try again");
	}

	public static Problem connectionsNotWatched(String call, int errno) {
		return Problem.permanent(
				"accepted MPTCP connections cannot be watched until their handshake is complete, and what is written before"
						+ " would be lost: " + call + " fails with " + Errno.name(errno),
				"Allow that call in the security profile of this process or run on Linux 6.2 or newer");
	}

	public static Problem forSocket(String reason, String remedy) {
		return Problem.temporary("this socket stays as it is: " + reason, remedy);
	}

}
