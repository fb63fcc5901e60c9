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

import java.io.IOException;

import io.github.mptcpspring.internal.linux.Errno;

/**
 * Thrown if the kernel rejects a netlink request.
 */
public final class NetlinkException extends IOException {

	private final int errno;

	NetlinkException(String what, int errno) {
		super(what + ": " + Errno.name(errno));
		this.errno = errno;
	}

	/**
	 * Return the kernel's reason.
	 * @return the error number, positive
	 */
	public int errno() {
		return this.errno;
	}

}
