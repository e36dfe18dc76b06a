# SPDX-License-Identifier: BSL-1.0
# An overlay port beside the headers: vcpkg install tinytmpl --overlay-ports=tinytmpl/ports
set(SOURCE_PATH "${CMAKE_CURRENT_LIST_DIR}/../..")
file(INSTALL "${SOURCE_PATH}/include/" DESTINATION "${CURRENT_PACKAGES_DIR}/include")
file(INSTALL "${SOURCE_PATH}/LICENSE" DESTINATION "${CURRENT_PACKAGES_DIR}/share/${PORT}" RENAME copyright)
